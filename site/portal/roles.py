"""The groups of the editorial board, by the names under which migrations made them."""

WRITERS = "Biên tập viên"
EDITORIAL_BOARD = "Ban biên tập"
EDITOR_IN_CHIEF = "Trưởng Ban biên tập"
WORKFLOW = "Duyệt tin bài"
REVIEW_TASK = "Ban biên tập duyệt"
