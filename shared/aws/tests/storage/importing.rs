//! Uploaded files: looked at without a change, and imported in steps.

use crate::harness::{NOW, Store, owner, person};
use onramp_domain::Region;
use onramp_domain::import::{Import, Stage, Summary};
use onramp_usecases::import_file::{Upload, confirm, discard, find, go_on, refused, upload};
use onramp_usecases::ports::{Clock, ImportStep, Imports};
use onramp_usecases::{Error, Principal};
use std::fmt::Write;
use std::sync::atomic::{AtomicI64, Ordering};

const HEADING: &str = "username,realname,email,phone,type,platform\n";

/// Two seconds pass whenever it is looked at: a request takes two pages, or two batches.
#[derive(Default)]
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> i64 {
        NOW
    }

    fn now_ms(&self) -> i64 {
        self.0.fetch_add(2_000, Ordering::Relaxed)
    }
}

async fn uploaded(store: &Store, text: &str) -> Import {
    let file = Upload { name: "people.csv", text: text.as_bytes() };
    upload(&store.table, &store.chance, &owner(), file, Region::default(), NOW).await.unwrap()
}

/// Goes on to the end of the stage: how it stands then, and in how many requests.
async fn at_the_end(store: &Store, import: &Import) -> (Import, usize) {
    let clock = Ticking::default();
    for requests in 1..1_000 {
        let id = &import.import_id;
        let now = go_on(&store.table, &store.chance, &clock, &owner(), id).await.unwrap();
        if !now.is_under_way() {
            return (now, requests);
        }
    }
    panic!("an import without an end");
}

/// The refused rows by line and column.
async fn refusals(store: &Store, import: &Import) -> Vec<(u64, String)> {
    let (_, rows) = refused(&store.table, &owner(), &import.import_id, NOW).await.unwrap();
    rows.into_iter().map(|row| (row.line, row.error.field.into_owned())).collect()
}

/// Rows whose fate hangs on each other and on who is there: `busy` has 38 phones.
fn tangled() -> String {
    let mut text = HEADING.to_owned();
    for n in 0..700 {
        let [username, name, email, number, kind, platform] = person(n);
        let name = if n % 3 == 0 { format!("{name} II") } else { name };
        writeln!(text, "{username},{name},{email},{number},{kind},{platform}").unwrap();
        if n % 5 == 0 {
            // A second phone far away from the first: the name has changed by then.
            writeln!(text, "{username},{name},{email},,Mobile,Apple iOS").unwrap();
        }
    }
    for n in 0..5 {
        writeln!(text, "busy,,,+1213555{:04},Mobile,Apple iOS", 9_000 + n).unwrap();
    }
    for n in 0..60 {
        writeln!(text, "desk{n},,,+12145550100,Landline,Unknown").unwrap();
    }
    text.push_str("desk1,Other,,,,\nuser00000,,no address,,,\n");
    text
}

async fn peopled() -> Store {
    let store = Store::with_people(300).await;
    let phone = |n| {
        [
            "busy".into(),
            String::new(),
            String::new(),
            format!("+1213555{n:04}"),
            "Mobile".into(),
            "Apple iOS".into(),
        ]
    };
    store.import(&(0..38).map(phone).collect::<Vec<_>>()).await;
    store
        .import(
            &(0..10)
                .map(|n| {
                    [
                        format!("elder{n}"),
                        String::new(),
                        String::new(),
                        "+12145550100".into(),
                        "Landline".into(),
                        "Unknown".into(),
                    ]
                })
                .collect::<Vec<_>>(),
        )
        .await;
    store
}

#[tokio::test]
async fn a_look_comes_to_what_the_import_comes_to_and_changes_nothing() {
    let store = peopled().await;
    let import = uploaded(&store, &tangled()).await;
    assert_eq!((import.stage, import.rows), (Stage::Checking, 907));
    let (checked, requests) = at_the_end(&store, &import).await;
    assert_eq!((checked.stage, requests), (Stage::Checked, 1), "two pages in one request");
    let told = refusals(&store, &checked).await;
    // Of 300 known: 60 get a tablet, 100 another name; 400 are new, 80 of them with a tablet. Of the desks 30 find room.
    assert_eq!(checked.counts.created, 60 + 400 + 80 + 2 + 30);
    assert_eq!(checked.counts.changed, 100);
    assert_eq!(checked.counts.refused, 3 + 30 + 2, "{told:?}");
    let twice = at_the_end(&store, &uploaded(&store, &tangled()).await).await.0;
    assert_eq!(twice.counts, checked.counts, "nothing was changed");

    confirm(&store.table, &owner(), &import.import_id, NOW).await.unwrap();
    let (done, requests) = at_the_end(&store, &import).await;
    assert_eq!((done.stage, done.counts), (Stage::Done, checked.counts));
    assert!(requests > 5, "in steps: {requests}");
    assert_eq!(refusals(&store, &done).await, told);
    let shown = store.table.shown_rows(&import.import_id).await.unwrap();
    assert!(shown.created.is_empty() && !shown.refused.is_empty(), "only what was refused is kept");
    assert!(store.table.pending_rows(&import.import_id, 0).await.unwrap().is_empty());

    let again = at_the_end(&store, &uploaded(&store, &tangled()).await).await.0;
    let unchanged = checked.rows - checked.counts.refused;
    assert_eq!(again.counts, Summary { unchanged, refused: checked.counts.refused, ..Summary::default() });
}

#[tokio::test]
async fn while_someone_is_at_work_on_an_import_nobody_else_is() {
    let store = Store::new().await;
    let import = uploaded(&store, &format!("{HEADING}ada,,,,,\n")).await;
    let claimed = Import { claimed_until: NOW + 1, version: 1, ..import.clone() };
    let step = ImportStep { before: &import, after: &claimed, shown: None, refused: &[] };
    assert!(store.table.save_import(&step).await.unwrap());
    assert!(!store.table.save_import(&step).await.unwrap(), "it is not as it stood");
    let clock = Ticking::default();
    let id = &import.import_id;
    let found = go_on(&store.table, &store.chance, &clock, &owner(), id).await.unwrap();
    assert_eq!((found.stage, found.version), (Stage::Checking, 1));
    let ended = Import { claimed_until: NOW, version: 2, ..claimed.clone() };
    let step = ImportStep { before: &claimed, after: &ended, shown: None, refused: &[] };
    assert!(store.table.save_import(&step).await.unwrap());
    let found = go_on(&store.table, &store.chance, &clock, &owner(), id).await.unwrap();
    assert_eq!((found.stage, found.claimed_until), (Stage::Checked, 0));
}

#[tokio::test]
async fn a_discarded_import_leaves_nothing_behind() {
    let store = Store::new().await;
    let import = uploaded(&store, &format!("{HEADING}ada,,,,,\nbo,,x,,,\n")).await;
    let id = &import.import_id;
    let other = Principal { subject: "other".into(), ..owner() };
    assert!(matches!(discard(&store.table, &other, id, NOW).await, Err(Error::NotFound(_))));
    assert_eq!(refusals(&store, &import).await, [(3, "email".to_owned())]);
    assert_eq!(store.table.imports_of(&import.subject, 5).await.unwrap().len(), 1);
    discard(&store.table, &owner(), id, NOW).await.unwrap();
    assert!(matches!(find(&store.table, &owner(), id, NOW).await, Err(Error::NotFound(_))));
    assert!(store.table.refused_rows(&import).await.unwrap().is_empty());
    assert!(store.table.pending_rows(id, 0).await.unwrap().is_empty());
    assert!(store.table.imports_of(&import.subject, 5).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_largest_file_is_kept_whatever_is_in_it() {
    let store = Store::new().await;
    let mut text = HEADING.replace('\n', ",office\n");
    let mut seed = 0x2545_f491_u64;
    for n in 0..440 {
        write!(text, "wide{n},,{},,,,", if n % 2 == 0 { "" } else { "x" }).unwrap();
        for _ in 0..560 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            write!(text, "{seed:016x}").unwrap();
        }
        text.push('\n');
    }
    assert!((3_900_000..4_000_000).contains(&text.len()), "{}", text.len());
    let import = uploaded(&store, &text).await;
    assert_eq!((import.rows, import.refused_at_once), (440, 220));
    let (checked, _) = at_the_end(&store, &import).await;
    assert_eq!((checked.counts.created, checked.counts.refused), (220, 220));
    assert_eq!(refusals(&store, &checked).await.len(), 220);
    store.calls.take();
    find(&store.table, &owner(), &import.import_id, NOW).await.unwrap();
    store.table.shown_rows(&import.import_id).await.unwrap();
    assert_eq!(
        store.calls.take().into_iter().collect::<Vec<_>>(),
        [("GetItem".to_owned(), 2)],
        "a page of it"
    );
}
