//! The lessons, which lie beside the page: the map with the start screen, a chapter when it is
//! opened. Nothing of them is in the module.
//!
//! The server is asked first, so that a lesson is never older than it has to be; what it
//! answered is kept in the browser's cache, from which a page without a server reads. Where
//! the page's worker keeps a whole build (`assets/page/worker.js`), it answers with the
//! lessons of that build, and nothing is kept twice.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, RequestCache, RequestInit, Response};

use crate::course::catalogue::Catalogue;
use crate::course::shop::{FILE, FOLDER, Shelf};

/// The browser's cache of lessons.
const CACHE: &str = "cloud-campus-lessons";

/// The map of the course, as it came.
pub type Map = Option<Result<Arc<Catalogue>, String>>;

/// The lessons, from the context: a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Lessons {
    /// The map: nothing while it is on its way, and why if it did not come.
    pub map: RwSignal<Map>,
    /// The list of the shop of drills, once it is here.
    pub shelf: RwSignal<Option<Arc<Shelf>>>,
}

/// The lessons, in any component.
pub fn use_lessons() -> Lessons {
    // The page provides them above every component.
    expect_context()
}

/// Nothing has been asked for yet.
impl Default for Lessons {
    fn default() -> Self {
        Self {
            map: RwSignal::new(None),
            shelf: RwSignal::new(None),
        }
    }
}

impl Lessons {
    /// Fetches the map, unless it is here.
    pub fn fetch(self) {
        if self.map.with_untracked(|it| matches!(it, Some(Ok(_)))) {
            return;
        }
        self.map.set(None);
        spawn_local(async move {
            let map = match text("course.json").await {
                Ok(json) => Catalogue::from_json(&json)
                    .map(Arc::new)
                    .map_err(|why| format!("its file is damaged: {why}")),
                Err(why) => Err(why),
            };
            self.map.set(Some(map));
        });
    }

    /// Fetches the list of the shop, unless it is here.
    pub fn fetch_shelf(self) {
        if self.shelf.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            let text = text(&format!("{FOLDER}/{FILE}")).await;
            let read = text.ok().and_then(|it| Shelf::from_json(&it));
            self.shelf.set(read.map(Arc::new));
        });
    }

    /// A file of a chapter, such as `chapter.json` or `variants/farhan.campus.json`; or why
    /// it did not come, as the end of a sentence.
    pub async fn of_chapter(self, number: u32, file: &str) -> Result<String, String> {
        let map = self.map.get_untracked();
        let Some(Ok(map)) = map else {
            return Err("the map of the course is not here".to_owned());
        };
        match map.room(number).filter(|room| room.open) {
            Some(room) => text(&format!("{}/{file}", room.folder)).await,
            None => Err("this chapter is in preparation".to_owned()),
        }
    }
}

/// A file under `lessons/`; or why it did not come, as the end of a sentence.
pub async fn text(path: &str) -> Result<String, String> {
    let address = format!("./lessons/{path}");
    let cache = cache().await;
    let failed = match ask(&address).await {
        Ok(answer) => {
            let kept = answer.clone().ok();
            let body = body(answer).await;
            // Half a file does not take the place of a whole one.
            let whole = body.as_ref().is_ok_and(|text| is_whole(path, text));
            // What cannot be kept comes again the next time.
            if let (true, Some(cache), Some(kept)) = (whole, &cache, kept) {
                let _ = JsFuture::from(cache.put_with_str(&address, &kept)).await;
            }
            match body {
                Ok(text) => return Ok(text),
                Err(why) => why,
            }
        }
        Err(why) => why,
    };
    if let Some(cache) = cache
        && let Ok(found) = JsFuture::from(cache.match_with_str(&address)).await
        && let Ok(found) = found.dyn_into::<Response>()
        && let Ok(text) = body(found).await
    {
        return Ok(text);
    }
    Err(failed)
}

/// Whether a file came whole, as far as one can tell without reading it.
fn is_whole(path: &str, text: &str) -> bool {
    match path.ends_with(".json") {
        true => serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(),
        false => !text.trim().is_empty(),
    }
}

/// Asks the server, which may answer that what it sent last is still right.
async fn ask(address: &str) -> Result<Response, String> {
    let away = |_: JsValue| "the server does not answer".to_owned();
    let how = RequestInit::new();
    how.set_cache(RequestCache::NoCache);
    let asked = window().fetch_with_str_and_init(address, &how);
    let answer: Response = JsFuture::from(asked)
        .await
        .and_then(JsCast::dyn_into)
        .map_err(away)?;
    if answer.ok() {
        Ok(answer)
    } else {
        Err(format!("the server answers {}", answer.status()))
    }
}

async fn body(answer: Response) -> Result<String, String> {
    let broken = |_: JsValue| "it came broken".to_owned();
    let text = JsFuture::from(answer.text().map_err(broken)?).await;
    text.map_err(broken)?
        .as_string()
        .ok_or_else(|| broken(JsValue::NULL))
}

/// The browser's cache; none on a page that came over a line that anybody may change.
async fn cache() -> Option<Cache> {
    if has_worker() {
        return None;
    }
    let caches = window().caches().ok()?;
    let opened = JsFuture::from(caches.open(CACHE)).await.ok()?;
    opened.dyn_into().ok()
}

/// Whether a worker answers for the server.
fn has_worker() -> bool {
    let of = |it: &JsValue, name: &str| js_sys::Reflect::get(it, &name.into()).ok();
    let workers = of(&window().navigator(), "serviceWorker");
    let controller = workers
        .filter(JsValue::is_object)
        .and_then(|it| of(&it, "controller"));
    controller.is_some_and(|it| it.is_object())
}
