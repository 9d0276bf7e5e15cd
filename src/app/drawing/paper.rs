//! The drawing on paper: one page with title, date, picture, legend and
//! findings, black on white, and nothing of the application.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use super::png::address;
use super::saving::subject;
use crate::app::parts::moment::today;
use crate::app::state::Store;
use crate::picture::{Style, Subject, svg};
use crate::rules::Severity;

/// The id of what is printed, so that there is never more than one.
const ID: &str = "drawing-print";
/// How many findings fit beneath a drawing on one page.
const FINDINGS: usize = 12;

/// Puts the page together, prints it, and takes it away again.
pub fn print(store: Store) {
    // What has a page of its own for the printer prints that.
    let other = document().query_selector(".chapter-print, .reference-print, .review-print");
    if matches!(other, Ok(Some(_))) {
        let _ = window().print();
        return;
    }
    leptos::task::spawn_local(async move {
        let Some((paper, image)) = paper(store) else {
            return;
        };
        // A picture that is not there yet would not be on the paper.
        let _ = JsFuture::from(image.decode()).await;
        let gone = Closure::once_into_js(move || paper.remove());
        let options = web_sys::AddEventListenerOptions::new();
        options.set_once(true);
        let _ = window().add_event_listener_with_callback_and_add_event_listener_options(
            "afterprint",
            gone.unchecked_ref(),
            &options,
        );
        let _ = window().print();
    });
}

/// The drawing as an address that an `<img>` takes, without its title.
pub fn address_of(store: Store) -> String {
    unnamed(subject(store))
}

fn unnamed(subject: Subject) -> String {
    let unnamed = Subject {
        title: String::new(),
        ..subject
    };
    address(&svg(&unnamed, Style::default(), None))
}

fn add(parent: &web_sys::Element, tag: &str, text: &str) -> Option<web_sys::Element> {
    let element = document().create_element(tag).ok()?;
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    parent.append_child(&element).ok()?;
    Some(element)
}

fn paper(store: Store) -> Option<(web_sys::Element, web_sys::HtmlImageElement)> {
    if let Some(before) = document().get_element_by_id(ID) {
        before.remove();
    }
    let body: web_sys::Element = document().body()?.into();
    let paper = add(&body, "article", "")?;
    paper.set_id(ID);
    paper.set_class_name(ID);
    let subject = subject(store);
    let resources = store.peek(|it| it.document().architecture.resources().count());
    add(&paper, "h1", &subject.title)?;
    let about = format!(
        "{} · {}",
        today(),
        crate::text::count(resources, "resource", "resources")
    );
    add(&paper, "p", &about)?.set_class_name("print-about");
    let image: web_sys::HtmlImageElement = add(&paper, "img", "")?.dyn_into().ok()?;
    image.set_alt("The drawing");
    image.set_src(&unnamed(subject));
    findings(store, &paper)?;
    Some((paper, image))
}

fn findings(store: Store, paper: &web_sys::Element) -> Option<()> {
    let analysis = store.peek_analysis();
    let findings: Vec<_> = (analysis.findings().iter())
        .filter(|it| it.severity != Severity::Info)
        .collect();
    if findings.is_empty() {
        add(paper, "p", "No errors and no warnings.")?;
        return Some(());
    }
    add(paper, "h2", "Findings")?;
    let list = add(paper, "ul", "")?;
    for finding in findings.iter().take(FINDINGS) {
        let names = (finding.resources.first())
            .map(|id| analysis.architecture().name_of(id))
            .unwrap_or_default();
        let word = finding.severity.label();
        let item = add(&list, "li", "")?;
        add(&item, "b", &format!("{word}: {}, {names}. ", finding.title))?;
        add(&item, "span", &finding.sentence)?;
    }
    if findings.len() > FINDINGS {
        let more = findings.len() - FINDINGS;
        add(paper, "p", &format!("And {more} more, see the page."))?;
    }
    Some(())
}
