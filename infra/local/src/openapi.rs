//! The API's description: put together from its parts in `shared/web/openapi`, served as it is at
//! `/openapi.json` and as a page at `/openapi`.

mod page;
mod words;

use crate::problem::Problem;
use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// The parts. The first has what is said of the whole; the others add paths and components.
const PARTS: [&str; 9] = [
    include_str!("../../../shared/web/openapi/openapi.json"),
    include_str!("../../../shared/web/openapi/people.json"),
    include_str!("../../../shared/web/openapi/sends.json"),
    include_str!("../../../shared/web/openapi/deliveries.json"),
    include_str!("../../../shared/web/openapi/preview.json"),
    include_str!("../../../shared/web/openapi/activation.json"),
    include_str!("../../../shared/web/openapi/admin.json"),
    include_str!("../../../shared/web/openapi/admin-users.json"),
    include_str!("../../../shared/web/openapi/admin-phones.json"),
];

/// The document, whole.
pub fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
        let mut whole = Value::Object(Map::new());
        for part in PARTS {
            add(&mut whole, serde_json::from_str(part).unwrap_or_default());
        }
        whole
    });
    &DOCUMENT
}

/// Adds what a part has to the whole, object by object.
fn add(whole: &mut Value, part: Value) {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            for (name, value) in part {
                add(whole.entry(name).or_insert(Value::Null), value);
            }
        }
        (whole, part) => *whole = part,
    }
}

/// `/openapi.json` and `/openapi`.
pub fn routes() -> Router {
    Router::new()
        .route("/openapi.json", get(json))
        .route("/openapi", get(page::answer))
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
}

async fn json() -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, document().to_string()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_whole_has_every_path_and_component_of_each_part_once() {
        let mut seen = BTreeSet::new();
        for part in PARTS {
            let part: Value = serde_json::from_str(part).unwrap();
            let kinds = part["components"].as_object().unwrap().iter();
            let all =
                kinds.map(|(kind, of_kind)| (kind.as_str(), of_kind)).chain([("paths", &part["paths"])]);
            for (kind, of_kind) in all {
                for (name, value) in of_kind.as_object().unwrap() {
                    assert!(seen.insert(format!("{kind} {name}")), "{kind} {name} is there twice");
                    let whole = document();
                    let there = if kind == "paths" { &whole[kind] } else { &whole["components"][kind] };
                    assert_eq!(&there[name], value);
                }
            }
        }
        assert!(seen.len() > 60, "{seen:?}");
    }

    #[test]
    fn every_folders_part_is_in_it_and_it_tells_our_version() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/web/openapi");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), PARTS.len());
        assert_eq!(document()["info"]["version"], env!("CARGO_PKG_VERSION"));
    }
}
