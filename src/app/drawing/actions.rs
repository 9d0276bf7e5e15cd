//! The actions that concern the drawing as a whole, for the palette of
//! commands, the keys, and the menus of the selection, a Region and a VPC.

use leptos::prelude::*;

use super::arranging::Whole;
use crate::app::command::{Command, MenuPart, command};
use crate::app::state::Dialog;
use crate::editor::align::How;

macro_rules! lining_up {
    ($($how:ident $icon:literal $key:literal)+) => {
        &[$(
            command(How::$how.label(), $icon, $key, |page| super::line_up(page, How::$how)).builds(),
        )+]
    };
}

/// How things stand: the whole drawing, and what is selected of it. A menu of
/// the selection has [`TIDY_SELECTION`] and all of these.
pub const ALIGNMENTS: &[Command] = lining_up! {
    Left "align-left" "Alt+A"
    Centre "align-centre" "Alt+H"
    Right "align-right" "Alt+D"
    Top "align-top" "Alt+W"
    Middle "align-middle" "Alt+V"
    Bottom "align-bottom" "Alt+S"
    Across "space-across" ""
    Down "space-down" ""
};

/// Tidies up what is selected, and all that is in it.
pub const TIDY_SELECTION: Command = command("Tidy up the selection", "tidy", "Alt+Y", |page| {
    super::tidy_up(page, Whole::Selection)
})
.builds();

/// What concerns the drawing as a whole.
pub const DRAWING: &[Command] = &[
    command("Tidy up the drawing", "tidy", "Y", |page| {
        super::tidy_up(page, Whole::Drawing)
    })
    .builds()
    .in_menu(MenuPart::Drawing),
    TIDY_SELECTION,
    VPC_AND_MORE,
];

/// Makes a VPC and more; a menu of a Region or a VPC has it, too.
pub const VPC_AND_MORE: Command = command("VPC and more", "build", "", |page| {
    page.store.dialog.set(Some(Dialog::VpcAndMore))
})
.builds()
.in_menu(MenuPart::Drawing);
