"""xblock-sdk's runtime, extended by what blocks rely on in an LMS and in Studio."""

import json
from collections.abc import Iterable

from completion.services import CompletionService
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from eventtracking import tracker
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from workbench.runtime import WorkbenchRuntime
from xblock.core import XBlock
from xblock.fields import ScopeIds
from xblock.runtime import IdGenerator, IdReader, KvsFieldData, Runtime

from demo.courses.learning import complete_block

from .reading import ReadingBlock
from .services import CatalogI18nService, PlatformUserService
from .store import FieldStore
from .viewer import Viewer

OWN_BLOCK_TYPES = {"html": ReadingBlock}


class UsageKeys(IdReader, IdGenerator):
    """Reads everything out of the usage key, which is its own definition."""

    def get_definition_id(self, usage_id):
        """Return the usage key itself."""
        return usage_id

    def get_block_type(self, def_id):
        """Return the type that the key names."""
        return def_id.block_type

    def get_usage_id_from_aside(self, aside_id):
        """Refuse: this site has no asides."""
        raise NotImplementedError("The demo site has no asides.")

    get_definition_id_from_aside = get_usage_id_from_aside
    get_aside_type_from_usage = get_usage_id_from_aside
    get_aside_type_from_definition = get_usage_id_from_aside
    create_definition = get_usage_id_from_aside
    create_usage = get_usage_id_from_aside
    create_aside = get_usage_id_from_aside


class DemoRuntime(WorkbenchRuntime):
    """Serves the blocks of one course to one viewer, as an LMS or as Studio."""

    is_author_mode = False
    handler_view = "demo:handler"

    def __init__(self, viewer: Viewer):
        keys = UsageKeys()
        self.viewer = viewer
        self.course_id = viewer.course_key
        self.store = FieldStore(
            user_id=viewer.user.pk,
            writes_content=self.is_author_mode,
            is_trial=viewer.is_over_the_shoulder,
        )
        Runtime.__init__(self, keys, keys, services=self._all_services())

    def _all_services(self) -> dict:
        return {
            "user": PlatformUserService(self.viewer),
            "field-data": KvsFieldData(self.store),
            "completion": CompletionService(self.viewer.user, self.viewer.course_key),
        }

    def service(self, block, service_name):
        """Return the service; `i18n` speaks the language of the block's own catalogs."""
        if service_name == "i18n" and block.service_declaration("i18n"):
            return CatalogI18nService(block)
        return super().service(block, service_name)

    def prefetch(self, usage_keys: Iterable[UsageKey]) -> None:
        """Read the fields of all these blocks with one query."""
        self.store.prefetch(usage_keys)

    def get_block(self, usage_id, for_parent=None):
        """Return the block, with a real key as its `location`."""
        keys = ScopeIds(self.viewer.user.pk, usage_id.block_type, usage_id, usage_id)
        return self.construct_xblock(usage_id.block_type, keys, for_parent=for_parent)

    def construct_xblock_from_class(self, cls, scope_ids, field_data=None, *args, **kwargs):
        """Return the block with the attributes that the platform's mixins add."""
        block = super().construct_xblock_from_class(cls, scope_ids, field_data, *args, **kwargs)
        self._patch_xblock(block)
        return block

    def load_block_type(self, block_type):
        """Return the class behind the entry point, or this site's own text block."""
        return OWN_BLOCK_TYPES.get(block_type) or super().load_block_type(block_type)

    def _patch_xblock(self, block):
        block.location = block.scope_ids.usage_id
        block.course_id = self.course_id
        block.category = block.scope_ids.block_type

    def applicable_aside_types(self, block):
        """There are no asides here."""
        return []

    def render(self, block, view_name, context=None):
        """Render the view; a block without it raises NoSuchViewError, as on the platform."""
        return Runtime.render(self, block, view_name, context)

    def _wrap_ele(self, block, view, frag, extra_data=None):
        """Mark up the block so that the page's script finds it, its addresses and its data."""
        data = {
            "usage-id": str(block.scope_ids.usage_id),
            "block-type": block.scope_ids.block_type,
            "handler-prefix": self._handler_prefix(block),
        }
        if frag.js_init_fn:
            data |= {"init": frag.js_init_fn, "runtime-version": frag.js_init_version}
        wrapped = Fragment(
            format_html(
                '<div class="xblock xblock-{view} {classes}"{data}>{body}{args}</div>',
                view=view,
                classes=" ".join(self._css_classes_for(block, view)),
                data=format_html_join("", ' data-{}="{}"', data.items()),
                body=_safe(frag.body_html()),
                args=_init_args(frag.json_init_args),
            )
        )
        wrapped.add_fragment_resources(frag)
        return wrapped

    def _handler_prefix(self, block) -> str:
        url = reverse(self.handler_view, args=[self.course_id, block.location, "HANDLER", ""])
        return url.partition("/HANDLER")[0]

    def handler_url(self, block, handler_name, suffix="", query="", thirdparty=False):
        """Return the address of the handler, in the form that an LMS uses."""
        if not getattr(getattr(block, handler_name, None), "_is_xblock_handler", False):
            raise ValueError(f"{handler_name!r} is not a handler of {block.category}.")
        view = "demo:handler_noauth" if thirdparty else self.handler_view
        url = reverse(view, args=[self.course_id, block.location, handler_name, suffix])
        url = url if suffix else url.rstrip("/")
        return f"{url}?{query}" if query else url

    def resource_url(self, resource):
        """Return the address of a static file of the site."""
        return static(resource)

    def local_resource_url(self, block, uri):
        """Return the address of a public file of the block's package."""
        return reverse("demo:resource", args=[block.scope_ids.block_type, uri])

    def publish(self, block, event_type, event_data):
        """
        Keep a completion; other events go to the tracking log.

        As on the platform, nothing is completed while staff look over a learner's shoulder.
        """
        viewer = self.viewer
        if event_type == "completion" and not viewer.is_over_the_shoulder:
            complete_block(viewer.user, block.location, share=event_data["completion"])
        else:
            with tracker.get_tracker().context("block", {"course_id": str(self.course_id)}):
                tracker.emit(event_type, event_data)


class StudioRuntime(DemoRuntime):
    """Serves blocks to authors: content can be written, nobody's state can."""

    is_author_mode = True
    handler_view = "demo:studio_handler"

    def _all_services(self) -> dict:
        services = super()._all_services()
        del services["completion"]
        return services

    def publish(self, block, event_type, event_data):
        """Do nothing, as Studio does."""


def _safe(html: str):
    from django.utils.safestring import mark_safe

    return mark_safe(html)  # noqa: S308  (the block's own markup, which it has escaped)


def _init_args(args):
    if args is None:
        return ""
    text = json.dumps(args).replace("<", "\\u003c").replace("&", "\\u0026")
    return format_html(
        '<script type="json/xblock-args" class="xblock-json-init-args">{}</script>', _safe(text)
    )


def block_class(block_type: str) -> type[XBlock]:
    """Return the class of the block type; an unknown one raises PluginMissingError."""
    return OWN_BLOCK_TYPES.get(block_type) or XBlock.load_class(block_type)
