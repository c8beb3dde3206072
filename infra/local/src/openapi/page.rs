//! The document as a page: every operation and schema, without a script and without anything from elsewhere.

use super::document;
use super::words::{Bit, Field, about, fields, kind, paragraphs};
use crate::outbox::html;
use crate::problem::Problem;
use askama::Template;
use axum::response::Response;
use serde_json::Value;

/// The methods that a path may have, in the order in which they are shown.
const METHODS: [&str; 4] = ["get", "head", "post", "delete"];

#[derive(Template)]
#[template(path = "openapi.html")]
struct Page {
    version: String,
    intro: Vec<Vec<Bit>>,
    ways_in: Vec<Schema>,
    sections: Vec<Section>,
    replies: Vec<Schema>,
    schemas: Vec<Schema>,
}

struct Section {
    name: String,
    about: Vec<Bit>,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    about: Vec<Vec<Bit>>,
    way_in: Option<String>,
    parameters: Vec<Field>,
    body: Option<Body>,
    replies: Vec<Reply>,
}

/// What a request or reply holds.
#[derive(Default)]
struct Body {
    about: Vec<Bit>,
    media: Vec<String>,
    kind: Vec<Bit>,
    fields: Vec<Field>,
    example: Option<String>,
}

struct Reply {
    status: String,
    body: Body,
}

/// Something named: a schema, a reply that many operations have, a way to sign in.
struct Schema {
    name: String,
    about: Vec<Vec<Bit>>,
    kind: Vec<Bit>,
    fields: Vec<Field>,
    example: Option<String>,
}

/// `GET /openapi`.
pub async fn answer() -> Result<Response, Problem> {
    Page::of(document()).render().map(html).map_err(|_| Problem::unavailable())
}

impl Page {
    fn of(document: &Value) -> Self {
        let components = &document["components"];
        Self {
            version: string(&document["info"]["version"]),
            intro: paragraphs(&document["info"]["description"]),
            ways_in: each(&components["securitySchemes"], Schema::of),
            sections: document["tags"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|tag| Section::of(document, tag))
                .collect(),
            replies: each(&components["responses"], Schema::of_reply),
            schemas: each(&components["schemas"], Schema::of),
        }
    }
}

impl Section {
    fn of(document: &Value, tag: &Value) -> Self {
        let name = string(&tag["name"]);
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for method in METHODS {
                let operation = &item[method];
                if operation["tags"][0] == name.as_str() {
                    operations.push(Operation::of(document, path, item, method));
                }
            }
        }
        Self { name, about: about(tag), operations }
    }
}

impl Operation {
    fn of(document: &Value, path: &str, item: &Value, method: &str) -> Self {
        let operation = &item[method];
        let shared = item["parameters"].as_array().into_iter().flatten();
        let own = operation["parameters"].as_array().into_iter().flatten();
        let ways_in = operation.get("security").unwrap_or(&document["security"]);
        let request = operation.get("requestBody");
        let reply = |status: &str, reply: &Value| Reply {
            status: status.to_owned(),
            body: Body::of(resolved(document, reply)),
        };
        Self {
            id: string(&operation["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: string(&operation["summary"]),
            about: paragraphs(&operation["description"]),
            way_in: ways_in[0].as_object().and_then(|way| way.keys().next().cloned()),
            parameters: shared.chain(own).map(|given| parameter(resolved(document, given))).collect(),
            body: request.map(Body::of),
            replies: each(&operation["responses"], reply),
        }
    }
}

impl Body {
    fn of(body: &Value) -> Self {
        let content = body["content"].as_object();
        let first = content.and_then(|content| content.values().next()).unwrap_or(&Value::Null);
        let schema = &first["schema"];
        let example = first.get("example").or_else(|| first["schema"]["examples"].get(0));
        Self {
            about: about(body),
            media: content.into_iter().flatten().map(|(media, _)| media.clone()).collect(),
            kind: kind(schema),
            fields: fields(schema, ""),
            example: example.map(shown),
        }
    }
}

impl Schema {
    fn of(name: &str, schema: &Value) -> Self {
        Self {
            name: name.to_owned(),
            about: paragraphs(&schema["description"]),
            kind: kind(schema),
            fields: fields(schema, ""),
            example: schema["examples"].get(0).map(shown),
        }
    }

    fn of_reply(name: &str, reply: &Value) -> Self {
        let Body { about, kind, fields, example, .. } = Body::of(reply);
        Self { name: name.to_owned(), about: vec![about], kind, fields, example }
    }
}

fn parameter(given: &Value) -> Field {
    Field {
        name: string(&given["name"]),
        place: string(&given["in"]),
        required: given["required"] == true,
        kind: kind(&given["schema"]),
        about: about(given),
    }
}

/// What a reference leads to, or the value itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let target = value["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    target.and_then(|target| document.pointer(target)).unwrap_or(value)
}

fn each<T>(named: &Value, show: impl Fn(&str, &Value) -> T) -> Vec<T> {
    named.as_object().into_iter().flatten().map(|(name, value)| show(name, value)).collect()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// An example as people read it: text as it is, the rest as JSON.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| format!("{value:#}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::words::named;

    #[test]
    fn the_page_shows_every_operation_and_leads_nowhere_else() {
        let page = Page::of(document()).render().unwrap();
        for (path, item) in document()["paths"].as_object().unwrap() {
            for (method, operation) in
                item.as_object().unwrap().iter().filter(|(name, _)| *name != "parameters")
            {
                let id = operation["operationId"].as_str().unwrap();
                assert!(page.contains(&format!("id=\"{id}\"")), "{method} {path}");
            }
        }
        for name in document()["components"]["schemas"].as_object().unwrap().keys() {
            assert!(page.contains(&format!("id=\"schema-{name}\"")), "{name}");
        }
        for elsewhere in ["<script", "src=", "href=\"http", "url(", "@import"] {
            assert!(!page.contains(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn every_reference_leads_to_something() {
        fn look(value: &Value) {
            match value {
                Value::Object(fields) => fields.values().for_each(look),
                Value::Array(items) => items.iter().for_each(look),
                _ => {}
            }
            if named(value).is_some() {
                assert!(!std::ptr::eq(resolved(document(), value), value), "{value}");
            }
        }
        look(document());
    }
}
