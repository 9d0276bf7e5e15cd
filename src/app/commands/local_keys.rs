//! The keys that are no actions of the whole page, for the list of shortcuts.

/// Keys that mean something in one place alone, by place.
pub const LOCAL_KEYS: &[(&str, &[(&str, &str)])] = &[
    (
        "On the canvas",
        &[
            ("To the next thing, and back", "Tab, Shift+Tab"),
            (
                "Select it, or add it to the selection",
                "Space, Shift+Space",
            ),
            ("Inspect it", "Enter"),
            (
                "Move what is selected, or five times as far",
                "Arrow keys, Shift+Arrow keys",
            ),
            ("Drag a copy away", "Alt and drag"),
            ("Open the menu of what is selected", "Shift+F10"),
            ("Move the view", "Space and drag"),
            ("Zoom", "Ctrl and the wheel"),
            ("Delete what is selected", "Delete, Backspace"),
            ("Let go of everything", "Escape"),
        ],
    ),
    (
        "In a panel",
        &[
            ("Back to the canvas", "Escape"),
            ("From tab to tab, or from choice to choice", "← →"),
            ("Take over what was typed, or take it back", "Enter, Escape"),
            (
                "Make the panel larger or smaller, on its edge",
                "Arrow keys",
            ),
        ],
    ),
    (
        "In a chapter",
        &[
            ("To the task", "T"),
            ("To the canvas", "C"),
            ("Fold the text, or unfold it", "["),
        ],
    ),
    (
        "In the control room",
        &[
            ("Play, or pause", "Space"),
            ("A second back, or on; a minute", "← →, Shift+← →"),
            ("To the beginning, or to now", "Home, End"),
            ("Choose the thing that has the focus", "Enter"),
            ("Let go of a fault before it is done", "Escape"),
        ],
    ),
    (
        "Before a class",
        &[
            ("On: the answer, then the next step", "→, Space"),
            ("Back", "←"),
            ("To the first step, or the last", "Home, End"),
            ("The question that belongs to the step, and back", "Q"),
            (
                "A hand more for an option, or one less",
                "1 to 9, Shift+1 to 9",
            ),
            ("Switch the pointer on or off", "P"),
            ("Blank the screen", "B"),
            ("Notes, in a window of your own", "N"),
            ("Leave", "Escape"),
        ],
    ),
    (
        "In a recording",
        &[
            ("Play, or pause", "Space"),
            ("An edit back, or on", "← →"),
            ("To the beginning, or the end", "Home, End"),
            ("Back to the document", "Escape"),
        ],
    ),
    (
        "In the outline",
        &[
            ("To the row above or below", "↑, ↓"),
            ("Fold, or to what it stands in", "←"),
            ("Unfold, or into it", "→"),
            ("To a name", "its first letters"),
            (
                "Select and show it, or add it to the selection",
                "Enter, Shift+Enter",
            ),
            ("To the canvas", "Escape"),
        ],
    ),
];
