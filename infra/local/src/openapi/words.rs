//! Schemas and descriptions in words, for the page.

use serde_json::Value;

/// A piece of text on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bit {
    /// Words.
    Words(String),
    /// A value or name, as it is written.
    Code(String),
    /// The name of a schema, which leads to it.
    Schema(String),
}

/// A property, parameter or header.
#[derive(Debug)]
pub struct Field {
    /// Its name; within objects the path to it.
    pub name: String,
    /// Where it is given, such as `query`; empty in a body.
    pub place: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it may hold.
    pub kind: Vec<Bit>,
    /// What it is for.
    pub about: Vec<Bit>,
}

/// A text of the document, whose names and values stand between backticks.
pub fn text(text: &str) -> Vec<Bit> {
    let pieces = text.split('`').enumerate().filter(|(_, piece)| !piece.is_empty());
    let bit = |(at, piece): (usize, &str)| {
        if at % 2 == 0 { Bit::Words(piece.to_owned()) } else { Bit::Code(piece.to_owned()) }
    };
    pieces.map(bit).collect()
}

/// The paragraphs of a description.
pub fn paragraphs(value: &Value) -> Vec<Vec<Bit>> {
    let all = value.as_str().unwrap_or_default();
    all.split("\n\n").filter(|paragraph| !paragraph.is_empty()).map(text).collect()
}

/// A description in one.
pub fn about(value: &Value) -> Vec<Bit> {
    text(value["description"].as_str().unwrap_or_default())
}

/// The name at the end of a reference.
pub fn named(value: &Value) -> Option<&str> {
    value["$ref"].as_str()?.rsplit('/').next()
}

fn words(text: impl Into<String>) -> Bit {
    Bit::Words(text.into())
}

fn joined(all: Vec<Vec<Bit>>, by: &str) -> Vec<Bit> {
    let mut bits = Vec::new();
    for (at, some) in all.into_iter().filter(|some| !some.is_empty()).enumerate() {
        if at > 0 {
            bits.push(words(by));
        }
        bits.extend(some);
    }
    bits
}

fn literal(value: &Value) -> Vec<Bit> {
    let shown = value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    vec![Bit::Code(shown.unwrap_or_else(|| value.to_string()))]
}

/// What a schema admits.
pub fn kind(schema: &Value) -> Vec<Bit> {
    if let Some(name) = named(schema) {
        return vec![Bit::Schema(name.to_owned())];
    }
    let list = |name: &str| schema[name].as_array().filter(|all| !all.is_empty());
    if let Some(all) = list("oneOf").or_else(|| list("anyOf")) {
        return joined(all.iter().map(kind).collect(), " or ");
    }
    if let Some(all) = list("allOf") {
        return joined(all.iter().map(kind).collect(), ", ");
    }
    if let Some(all) = list("enum") {
        return joined(all.iter().map(literal).collect(), " | ");
    }
    if let Some(value) = schema.get("const") {
        return literal(value);
    }
    let mut bits = typed(schema);
    for limit in limits(schema) {
        bits.push(words(format!(", {limit}")));
    }
    if let Some(pattern) = schema["pattern"].as_str() {
        bits.extend([words(", "), Bit::Code(pattern.to_owned())]);
    }
    if let Some(default) = schema.get("default") {
        bits.push(words(", unless told "));
        bits.extend(literal(default));
    }
    bits
}

fn typed(schema: &Value) -> Vec<Bit> {
    match &schema["type"] {
        Value::String(name) if name == "array" => {
            let items = kind(&schema["items"]);
            let of = if items.is_empty() { "list" } else { "list of " };
            [vec![words(of)], items].concat()
        }
        Value::String(name) => vec![words(name.as_str())],
        Value::Array(kinds) => {
            let kinds: Vec<_> = kinds.iter().filter_map(Value::as_str).collect();
            vec![words(kinds.join(" or "))]
        }
        _ => Vec::new(),
    }
}

fn limits(schema: &Value) -> Vec<String> {
    let range = |least: &str, most: &str, unit: &str| match (schema.get(least), schema.get(most)) {
        (Some(least), Some(most)) => Some(format!("{least} to {most}{unit}")),
        (Some(least), None) => Some(format!("{least}{unit} or more")),
        (None, Some(most)) => Some(format!("at most {most}{unit}")),
        (None, None) => None,
    };
    let format = schema["format"].as_str().map(str::to_owned);
    let ranges = [
        range("minimum", "maximum", ""),
        range("minLength", "maxLength", " characters"),
        range("minItems", "maxItems", " items"),
    ];
    ranges.into_iter().flatten().chain(format).collect()
}

/// The properties of a schema that is not a reference, those of objects within it included.
pub fn fields(schema: &Value, within: &str) -> Vec<Field> {
    let mut found = Vec::new();
    for name in ["allOf", "oneOf"] {
        let all = schema[name].as_array().into_iter().flatten();
        found.extend(all.filter(|some| named(some).is_none()).flat_map(|some| fields(some, within)));
    }
    let required =
        |name: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        // What only narrows a property that is described elsewhere is not told again.
        if property.is_boolean() {
            continue;
        }
        let path = format!("{within}{name}");
        let kind = kind(property);
        found.push(Field {
            name: path.clone(),
            place: String::new(),
            required: required(name),
            kind,
            about: about(property),
        });
        found.extend(fields(property, &format!("{path}.")));
        found.extend(fields(&property["items"], &format!("{path}[].")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(schema: &Value) -> String {
        let bit = |bit: Bit| match bit {
            Bit::Words(text) => text,
            Bit::Code(text) => format!("`{text}`"),
            Bit::Schema(name) => format!("<{name}>"),
        };
        kind(schema).into_iter().map(bit).collect()
    }

    #[test]
    fn a_schema_is_told_in_words() {
        assert_eq!(told(&json!({ "$ref": "#/components/schemas/Send" })), "<Send>");
        assert_eq!(told(&json!({ "enum": ["email", "sms", ""] })), "`email` | `sms` | `\"\"`");
        let limit = json!({ "type": "integer", "minimum": 1, "maximum": 500, "default": 100 });
        assert_eq!(told(&limit), "integer, 1 to 500, unless told `100`");
        let ids =
            json!({ "type": "array", "maxItems": 9, "items": { "$ref": "#/components/schemas/PhoneId" } });
        assert_eq!(told(&ids), "list of <PhoneId>, at most 9 items");
        let text = json!({ "type": ["string", "null"], "maxLength": 9, "pattern": "^a" });
        assert_eq!(told(&text), "string or null, at most 9 characters, `^a`");
    }

    #[test]
    fn the_fields_of_objects_within_an_object_are_told_too() {
        let schema = json!({
            "required": ["a"],
            "properties": {
                "a": { "type": "object", "properties": { "b": { "type": "string" } } },
                "c": { "type": "array", "items": { "properties": { "d": { "type": "string" } } } },
            },
        });
        let names: Vec<_> =
            fields(&schema, "").into_iter().map(|field| (field.name, field.required)).collect();
        let wanted = [("a", true), ("a.b", false), ("c", false), ("c[].d", false)];
        assert_eq!(names, wanted.map(|(name, required)| (name.to_owned(), required)));
    }

    #[test]
    fn what_stands_between_backticks_is_code() {
        let words = |text: &str| Bit::Words(text.to_owned());
        assert_eq!(
            text("`limit` is 1 to `500`"),
            [Bit::Code("limit".into()), words(" is 1 to "), Bit::Code("500".into())]
        );
    }
}
