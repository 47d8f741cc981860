"""
What a person asks those who run the program: “this is not working”, an objection, “this is wrong”.

A request is private: its asker reads it, and those who may answer it. A mentoring partner never
does, not even one who coordinates the program, and neither does global staff.
"""
