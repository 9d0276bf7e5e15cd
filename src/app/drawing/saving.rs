//! The dialog in which the drawing is taken away as a picture: SVG, PNG or
//! Mermaid text, with what it will look like.

use leptos::html;
use leptos::prelude::*;

use super::letters;
use super::png::{self, address};
use crate::app::files::{download, file_name};
use crate::app::parts::modal::{Modal, close};
use crate::app::parts::segments::Segments;
use crate::app::parts::{Ui, copy};
use crate::app::state::{Store, Tone, use_store};
use crate::app::theme;
use crate::picture::{Fonts, Style, Subject, Theme, mermaid, svg};

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Svg,
    Png,
    Mermaid,
}

/// What the drawing shows now, on the layer that is shown.
pub fn subject(store: Store) -> Subject {
    let analysis = store.peek_analysis();
    let layer = store.layer.get_untracked();
    store.peek(|session| {
        let collapsed = session.collapsed().clone();
        Subject::seen(session.document(), &analysis, layer, collapsed)
    })
}

/// The dialog.
#[component]
pub fn Saving() -> impl IntoView {
    let store = use_store();
    let node = NodeRef::<html::Dialog>::new();
    let on_close = Callback::new(move |()| store.dialog.set(None));
    let form = RwSignal::new(Form::Svg);
    let ground = RwSignal::new(if theme::is_dark() {
        Theme::Dark
    } else {
        Theme::Light
    });
    let transparent = RwSignal::new(false);
    let legend = RwSignal::new(true);
    let scale = RwSignal::new(2_u8);
    let subject = StoredValue::new(subject(store));
    let fonts = RwSignal::new(None::<Fonts>);
    // Without them the picture is written in the letters of each machine.
    leptos::task::spawn_local(async move {
        if let Some(read) = letters::fetch().await {
            fonts.try_set(Some(read));
        }
    });
    let picture = Memo::new(move |_| {
        let style = Style {
            theme: ground.get(),
            transparent: transparent.get(),
            legend: legend.get(),
        };
        subject.with_value(|subject| fonts.with(|fonts| svg(subject, style, fonts.as_ref())))
    });
    let chart = Memo::new(move |_| subject.with_value(mermaid));
    let title = store.peek(|it| it.document().title.clone());
    let save = move || {
        let title = title.clone();
        match form.get_untracked() {
            Form::Svg => {
                let name = file_name(&title, "svg");
                picture.with_untracked(|text| download(&name, "image/svg+xml", text));
                store.toast(Tone::Done, format!("{name} was downloaded."));
            }
            Form::Mermaid => {
                let name = file_name(&title, "mmd");
                chart.with_untracked(|text| download(&name, "text/plain", text));
                store.toast(Tone::Done, format!("{name} was downloaded."));
            }
            Form::Png => {
                let picture = picture.get_untracked();
                png::save(
                    store,
                    file_name(&title, "png"),
                    picture,
                    scale.get_untracked(),
                );
            }
        }
        close(node);
        store.dialog.set(None);
    };
    let is_picture = move || form.get() != Form::Mermaid;
    view! {
        <Modal class="dialog saving" label="Save a picture" node on_close>
            <div class="dialog-head">
                <h2>"Save a picture"</h2>
                <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
            </div>
            <div class="saving-body">
                <div class="saving-seen" data-ground=move || if transparent.get() { "none" } else { "own" }>
                    {move || match is_picture() {
                        true => view! { <img src=move || picture.with(|it| address(it)) alt="What the picture will look like" /> }.into_any(),
                        false => view! { <pre class="codeblock" tabindex="0" role="region" aria-label="Mermaid text">{chart.get()}</pre> }.into_any(),
                    }}
                </div>
                <div class="saving-choices">
                    <div class="wizard-row">
                        <span class="label">"Form"</span>
                        <Segments label="Form" choices=vec![(Form::Svg, "SVG"), (Form::Png, "PNG"), (Form::Mermaid, "Mermaid")] value=form
                            on_change=Callback::new(move |it| form.set(it)) />
                        <p class="help">{move || match form.get() {
                            Form::Svg if fonts.with(Option::is_some) => "Sharp at every size. Its icons and letters are in the file.",
                            Form::Svg => "Sharp at every size. Its icons are in the file.",
                            Form::Png => "Points, for where SVG is not taken.",
                            Form::Mermaid => "A flowchart as text, which wikis and repositories draw.",
                        }}</p>
                    </div>
                    <Show when=is_picture>
                        <div class="wizard-row">
                            <span class="label">"Ground"</span>
                            <Segments label="Ground" choices=vec![(Theme::Light, "Light"), (Theme::Dark, "Dark")] value=ground
                                on_change=Callback::new(move |it| ground.set(it)) />
                        </div>
                        <label class="check"><input type="checkbox" prop:checked=move || transparent.get()
                            on:change=move |event| transparent.set(event_target_checked(&event)) />"Transparent"</label>
                        <label class="check"><input type="checkbox" prop:checked=move || legend.get()
                            on:change=move |event| legend.set(event_target_checked(&event)) />"Explain the lines"</label>
                    </Show>
                    <Show when=move || form.get() == Form::Png>
                        <div class="wizard-row">
                            <span class="label">"Size"</span>
                            <Segments label="Size" choices=vec![(1, "1×"), (2, "2×")] value=scale
                                on_change=Callback::new(move |it| scale.set(it)) />
                        </div>
                    </Show>
                </div>
            </div>
            <div class="dialog-foot">
                <Show when=move || form.get() == Form::Mermaid>
                    <button class="btn" on:click=move |_| copy(store, chart.get_untracked())>"Copy"</button>
                </Show>
                <button class="btn primary" on:click=move |_| save()><Ui name="download" />"Download"</button>
            </div>
        </Modal>
    }
}
