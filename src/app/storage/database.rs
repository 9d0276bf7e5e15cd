//! The browser's database: its layout, its transactions, and its refusals in
//! words.
//!
//! A transaction is written whole or not at all, and it is finished only when
//! the browser says that it is on the disk: writing asks for the durability
//! `strict`. web-sys has that option behind a flag for unstable interfaces, so
//! the call is put together here.

use std::cell::{Cell, RefCell};
use std::fmt;

use idb::{Database, DatabaseEvent, Factory, IndexParams, KeyPath, ObjectStoreParams, Transaction};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbTransaction};

const NAME: &str = "cloud-campus";
const VERSION: u32 = 4;

/// The lines of the list, by document and revision. Only one revision of a
/// document may be there, which is what keeps two tabs from writing over each
/// other: who writes takes the one that it knows away and adds the next, and
/// adding fails as long as another one is there.
pub const ROWS: &str = "rows";
/// The documents, by number.
pub const DOCUMENTS: &str = "documents";
/// Their histories, by number.
pub const HISTORIES: &str = "histories";
/// The steps of the histories, by number, stack and place.
pub const STEPS: &str = "steps";
/// What was seen of them, by number.
pub const VIEWS: &str = "views";
/// Their finished runs, by number and the run's own.
pub const RUNS: &str = "runs";
/// What has come over from the older storage, by its number there.
pub const OLDER: &str = "older";
/// Who learns here, by number and revision; as with the lines of the list, one of each.
pub const LEARNERS: &str = "learners";
/// What of a learner could not be read, as it was.
pub const ASIDE: &str = "aside";

/// The index that lets a document have one line.
const ONE_ROW: &str = "document";

/// Why the database did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// What was to be added is there already: another tab was first.
    Taken,
    /// There is no room.
    Full,
    /// The connection is gone; another attempt opens a new one.
    Closed,
    /// Something else, in the browser's words.
    Other(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken => f.write_str("another tab was first"),
            Self::Full => f.write_str(
                "the browser's storage is full: remove old documents on the start screen",
            ),
            Self::Closed => f.write_str("the browser has closed its storage"),
            Self::Other(words) => write!(f, "the browser's storage does not work ({words})"),
        }
    }
}

impl From<idb::Error> for Failure {
    fn from(error: idb::Error) -> Self {
        match error {
            idb::Error::DomException(exception) => Self::of(&exception),
            idb::Error::AddFailed(why)
            | idb::Error::DeleteFailed(why)
            | idb::Error::GetAllFailed(why)
            | idb::Error::GetFailed(why)
            | idb::Error::ObjectStoreNotFound(why)
            | idb::Error::TransactionCommitError(why)
            | idb::Error::UpdateFailed(why) => why.into(),
            other => Self::Other(other.to_string()),
        }
    }
}

impl From<JsValue> for Failure {
    fn from(value: JsValue) -> Self {
        match value.dyn_into::<DomException>() {
            Ok(exception) => Self::of(&exception),
            Err(other) => Self::Other(format!("{other:?}")),
        }
    }
}

impl Failure {
    fn of(exception: &DomException) -> Self {
        match exception.name().as_str() {
            "ConstraintError" => Self::Taken,
            "QuotaExceededError" => Self::Full,
            "InvalidStateError" => Self::Closed,
            "VersionError" => {
                Self::Other("it was written by a newer Cloud Campus: reload the page".to_owned())
            }
            name => Self::Other(format!("{name}: {}", exception.message())),
        }
    }
}

thread_local! {
    /// The one connection, kept open so that a page about to be closed can
    /// still write.
    static CONNECTION: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };

    /// Whether the browser has been asked to keep what is written.
    static ASKED: Cell<bool> = const { Cell::new(false) };

    /// Who wants to know that the browser has closed the connection.
    static CLOSED: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Has it told when the browser closes the connection by itself: somebody has
/// cleared what it keeps, or a newer page wants to change the layout.
pub fn when_closed(tell: impl Fn() + 'static) {
    CLOSED.set(Some(Box::new(tell)));
}

fn closed() {
    forget_connection();
    CLOSED.with_borrow(|tell| {
        if let Some(tell) = tell {
            tell();
        }
    });
}

/// Whether something can be written without waiting for a connection.
pub fn is_open() -> bool {
    CONNECTION.with_borrow(Option::is_some)
}

fn forget_connection() {
    CONNECTION.with_borrow_mut(Option::take);
}

/// Opens the database, unless it is open.
async fn connection() -> Result<IdbDatabase, Failure> {
    if let Some(open) = CONNECTION.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        // What cannot be created is missed by the first transaction, which
        // then says so.
        if let Ok(database) = event.database() {
            let _ = create(&database);
        }
    });
    let mut database = request.await?;
    database.on_close(|_| closed());
    database.on_version_change(|event| {
        // A newer page wants to change the layout and waits for this one.
        if let Ok(database) = event.database() {
            database.close();
        }
        closed();
    });
    database.forget_callbacks();
    let database = IdbDatabase::from(database);
    CONNECTION.set(Some(database.clone()));
    Ok(database)
}

fn create(database: &Database) -> Result<(), idb::Error> {
    // An earlier version of the page has made some of them.
    let there = database.store_names();
    let all = [
        ROWS, DOCUMENTS, HISTORIES, STEPS, VIEWS, RUNS, OLDER, LEARNERS, ASIDE,
    ];
    for name in all {
        if there.iter().any(|it| it == name) {
            continue;
        }
        let store = database.create_object_store(name, ObjectStoreParams::new())?;
        if [ROWS, LEARNERS].contains(&name) {
            let mut unique = IndexParams::new();
            unique.unique(true);
            store.create_index(ONE_ROW, KeyPath::new_single("id"), Some(unique))?;
        }
    }
    Ok(())
}

/// How a transaction uses the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It only reads.
    Read,
    /// It writes what must be on the disk before it counts.
    Write,
    /// It writes what nobody would miss.
    Note,
}

/// Runs one transaction: `ask` makes all of its requests at once, so that a
/// page which is being closed has made them all.
pub async fn transact<T>(
    stores: &[&str],
    using: Use,
    ask: impl Fn(&Transaction) -> Result<T, idb::Error>,
) -> Result<T, Failure> {
    let raw = match begin(&connection().await?, stores, using) {
        Err(Failure::Closed) => {
            forget_connection();
            begin(&connection().await?, stores, using)?
        }
        other => other?,
    };
    let transaction = Transaction::from(raw.clone());
    let asked = match ask(&transaction) {
        Ok(asked) => asked,
        Err(error) => {
            // Nothing of a transaction that could not be asked for whole.
            let _ = transaction.abort();
            return Err(error.into());
        }
    };
    let complete = completion(&raw);
    if using != Use::Read {
        // Without it the browser would wait whether more is asked for, and a
        // page that is closed meanwhile would lose it all.
        transaction.commit()?;
    }
    complete.await?;
    if using == Use::Write {
        ask_to_stay();
    }
    Ok(asked)
}

/// Asks the browser, once a visit, to keep what is written here when its disk runs full. By
/// default it may then clear whatever nobody asked for (Storage Standard, a bucket's mode
/// "best-effort"); what it answers changes nothing for the page.
fn ask_to_stay() {
    if ASKED.replace(true) {
        return;
    }
    let asked = || {
        let storage = Reflect::get(&web_sys::window()?.navigator(), &"storage".into()).ok()?;
        // Without a secure connection there is none.
        let persist = Reflect::get(&storage, &"persist".into()).ok()?;
        let answer = persist.dyn_into::<Function>().ok()?.call0(&storage).ok()?;
        answer.dyn_into::<Promise>().ok()
    };
    if let Some(answer) = asked() {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(answer).await;
        });
    }
}

fn begin(database: &IdbDatabase, stores: &[&str], using: Use) -> Result<IdbTransaction, Failure> {
    let (mode, durability) = match using {
        Use::Read => ("readonly", "default"),
        Use::Write => ("readwrite", "strict"),
        Use::Note => ("readwrite", "relaxed"),
    };
    let stores: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &durability.into())?;
    let transaction: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    let arguments = Array::of3(&stores, &mode.into(), &options);
    let begun = Reflect::apply(&transaction, database, &arguments)?;
    Ok(begun.dyn_into()?)
}

/// The end of a transaction. The browser itself calls what waits here, however
/// late; no closure of ours has to be kept for it.
fn completion(raw: &IdbTransaction) -> impl Future<Output = Result<(), Failure>> + use<> {
    let raw = raw.clone();
    let ended = Promise::new(&mut |resolve, reject| {
        raw.set_oncomplete(Some(&resolve));
        raw.set_onabort(Some(&reject));
    });
    async move {
        match JsFuture::from(ended).await {
            Ok(_) => Ok(()),
            Err(_) => Err(raw.error().map_or_else(
                || Failure::Other("it gave up without a reason".to_owned()),
                |exception| Failure::of(&exception),
            )),
        }
    }
}
