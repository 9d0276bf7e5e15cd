//! The start screen of the school: where one is, what comes back today, all chapters.
