//! A lesson beside the canvas: the text, the task card, the way back.
