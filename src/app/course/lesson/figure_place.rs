//! Where a figure stands in the text.

use leptos::prelude::*;

use super::study::use_study;
use crate::course::figures::Outputs;

/// Where a figure stands in the text.
#[component]
pub fn FigurePlace(
    /// Its name.
    name: String,
) -> impl IntoView {
    let study = use_study();
    let of = name.clone();
    let widget = study.figures.with_value(|it| it.widget(&name));
    let told = Callback::new(move |outputs: Outputs| {
        if let Some(widget) = widget {
            study.judging.figure(&of, widget, outputs);
        }
    });
    study.figures.with_value(|it| it.shown(&name, told))
}
