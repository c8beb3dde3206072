//! How the worlds of a test begin: with people in the directory. Bringing them in takes as long as much of a send, so it
//! is done once.

use crate::people::Person;
use crate::plan::Faults;
use crate::services::{NOW, Services};
use crate::table::{Engine, TABLE};
use crate::wire::Wire;
use crate::world::Counting;
use onramp_aws::table::{Table, design};
use onramp_domain::Phone;
use onramp_usecases::import_people::{BATCH, Numbered, RowEnd, import_people};
use std::collections::HashMap;
use std::sync::Arc;
use tempfile::TempDir;

/// How worlds begin.
pub struct Origin {
    /// Who lives in them.
    pub people: Vec<Person>,
    /// Each person's phone, in the order of the people.
    pub phones: Vec<Phone>,
    /// Where ids go on.
    pub chance: Counting,
    folder: TempDir,
}

impl Origin {
    /// These people are in the directory.
    pub async fn of(people: Vec<Person>) -> Self {
        let services = Arc::new(Services::new("origin".into(), Faults::NONE, Engine::new()));
        let (chance, folder) = (Counting::default(), tempfile::tempdir().unwrap());
        let client = aws_sdk_dynamodb::Client::new(&Wire::new(services.clone(), None).sdk());
        design::create(&client, TABLE).await.unwrap();
        import(&Table::new(client, TABLE), &chance, &people).await;
        services.engine.save(folder.path());
        Self { phones: phones_of(&services.engine, &people), people, chance, folder }
    }

    /// A table as it is in the beginning.
    pub fn engine(&self) -> Engine {
        Engine::saved(self.folder.path())
    }
}

async fn import(table: &Table, chance: &Counting, people: &[Person]) {
    for people in people.chunks(BATCH) {
        let rows: Vec<_> =
            people.iter().map(|person| Numbered { line: 1, row: person.row.clone() }).collect();
        let ends = import_people(table, chance, &rows, NOW).await.unwrap();
        assert!(ends.iter().all(|end| *end == RowEnd::Created), "{ends:?}");
    }
}

fn phones_of(engine: &Engine, people: &[Person]) -> Vec<Phone> {
    let items = engine.items().into_iter().filter(|((_, sk), _)| sk == "P");
    let phones = items.map(|(_, item)| serde_json::from_value::<Phone>(item).unwrap());
    let mut by_username: HashMap<_, _> =
        phones.map(|phone| (phone.users[0].username.folded(), phone)).collect();
    people.iter().map(|person| by_username.remove(&person.row.username.folded()).unwrap()).collect()
}
