//! The CloudFormation template of what was built, live.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::late::{Missing, late};
use crate::app::parts::segments::Segments;
use crate::app::parts::{Ui, copy};
use crate::app::state::{Format, Store, Toast, Tone, use_store};
use crate::architecture::ResourceId;
use crate::cloudformation::{Export, export};
use crate::editor::highlight::{self, Piece};

/// The template of the first Region.
fn exported(store: Store) -> Export {
    export(store.analysis().architecture(), None)
}

fn text_of(export: &Export, format: Format) -> String {
    match format {
        Format::Yaml => export.template.to_yaml(),
        Format::Json => export.template.to_json(),
    }
}

late!(
    template,
    load,
    fn panel() -> AnyView {
        view! { <TemplatePanel /> }.into_any()
    }
);

late!(
    template,
    load_to_save,
    fn saved(store: Store, format: Format) -> () {
        save(store, format);
    }
);

/// Fetches what shows the template and what saves it; each entrance knows for itself that it
/// is here.
pub async fn load_all() -> Result<(), Missing> {
    load().await?;
    load_to_save().await
}

/// Saves the template as a file.
pub fn download(store: Store, format: Format) {
    leptos::task::spawn_local(async move {
        if saved(store, format).await.is_err() {
            let words = "The template was not written: that part of the page could not be loaded. Look whether you are online.";
            let again = Arc::new(move || download(store, format));
            Toast::show(
                store.toasts,
                Tone::Error,
                words.to_owned(),
                Some(("Try again", again)),
            );
        }
    });
}

fn save(store: Store, format: Format) {
    let export = untrack(|| exported(store));
    let title = store.peek(|it| it.document().title.clone());
    let (ending, kind) = match format {
        Format::Yaml => ("yaml", "application/yaml"),
        Format::Json => ("json", "application/json"),
    };
    let name = crate::app::files::file_name(&title, &format!("template.{ending}"));
    crate::app::files::download(&name, kind, &text_of(&export, format));
    let note = match export.omitted.len() {
        0 => format!("{name} was downloaded."),
        left => format!(
            "{name} was downloaded; {left} things could not be said in it, see the template panel."
        ),
    };
    store.toast(Tone::Done, note);
}

/// The template panel.
#[component]
fn TemplatePanel() -> impl IntoView {
    let store = use_store();
    let format = store.format;
    let export = Memo::new(move |_| exported(store));
    let text = Memo::new(move |_| export.with(|it| text_of(it, format.get())));
    let lines = move || {
        text.with(|text| match format.get_untracked() {
            Format::Yaml => highlight::yaml(text),
            Format::Json => highlight::json(text),
        })
    };
    let empty = move || export.with(|it| it.template.resources.is_empty());
    let about = move || {
        let count = export.with(|it| it.template.resources.len());
        format!("CloudFormation · {count} resources")
    };
    view! {
        <Show
            when=move || !empty()
            fallback=|| view! {
                <div class="empty">
                    <Ui name="file" />
                    <h3>"Nothing to deploy yet"</h3>
                    <p>"Drag a VPC into the Region, and its CloudFormation template is written here while you build."</p>
                </div>
            }
        >
            <div class="template">
                <div class="panel-bar">
                    <Segments
                        label="Format"
                        choices=vec![(Format::Yaml, "YAML"), (Format::Json, "JSON")]
                        value=format
                        on_change=Callback::new(move |it| format.set(it))
                    />
                    <span class="muted small grow">{about}</span>
                    <button class="btn small" on:click=move |_| copy(store, text.get_untracked())><Ui name="copy" />"Copy"</button>
                    <button class="btn small" on:click=move |_| download(store, format.get_untracked())><Ui name="download" />"Download"</button>
                </div>
                <div class="template-text">
                    <Omissions export />
                    <pre class="codeblock" tabindex="0" role="region" aria-label="Template">
                        {move || lines().into_iter().map(|line| view! {
                            <span>{line.into_iter().map(|(piece, text)| match class_of(piece) {
                                Some(class) => view! { <span class=class>{text}</span> }.into_any(),
                                None => text.into_any(),
                            }).collect_view()}</span>
                        }).collect_view()}
                    </pre>
                </div>
            </div>
        </Show>
    }
}

const fn class_of(piece: Piece) -> Option<&'static str> {
    match piece {
        Piece::Key => Some("k"),
        Piece::Function => Some("f"),
        Piece::Text => Some("s"),
        Piece::Plain => None,
    }
}

/// What the template leaves out, and why.
#[component]
fn Omissions(export: Memo<Export>) -> impl IntoView {
    let store = use_store();
    let list = Memo::new(move |_| {
        let analysis = store.analysis();
        let line = |it: &crate::cloudformation::Omission| {
            let name = analysis.architecture().name_of(&it.resource);
            let what = match &it.part {
                Some(part) => format!("{name}, {part}"),
                None => name,
            };
            (it.resource.clone(), what, it.why.to_string())
        };
        export.with(|it| {
            it.omitted
                .iter()
                .map(line)
                .collect::<Vec<(ResourceId, String, String)>>()
        })
    });
    view! {
        <Show when=move || list.with(|it| !it.is_empty())>
            <details class="omissions">
                <summary>{move || match list.with(Vec::len) {
                    1 => "One thing is not in the template".to_owned(),
                    count => format!("{count} things are not in the template"),
                }}</summary>
                <ul>
                    {move || list.get().into_iter().map(|(id, what, why)| view! {
                        <li><button class="link" on:click=move |_| store.select_one(&id)>{what}</button>": "{why}"."</li>
                    }).collect_view()}
                </ul>
            </details>
        </Show>
    }
}
