//! Sentences of a language: fixed text with places for values, such as `Ask *{support}* for a new link.`; what stands between
//! stars is stressed.

use crate::bidi::isolated;

/// The values of a sentence, by name.
pub type Values<'a> = [(&'a str, &'a str)];

enum Piece<'a> {
    Text(&'a str),
    Value(&'a str),
    Stress,
}

fn pieces(sentence: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        if let Some(behind) = rest.strip_prefix('*') {
            rest = behind;
            return Some(Piece::Stress);
        }
        if let Some((name, behind)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            rest = behind;
            return Some(Piece::Value(name));
        }
        let end = rest.find(['*', '{']).filter(|at| *at > 0).unwrap_or(rest.len());
        let (text, behind) = rest.split_at(end);
        rest = behind;
        (!text.is_empty()).then_some(Piece::Text(text))
    })
}

fn value<'a>(name: &str, values: &Values<'a>) -> &'a str {
    values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}

/// The names of a sentence's values, in their order.
pub fn names(sentence: &str) -> Vec<&str> {
    let name = |piece| if let Piece::Value(name) = piece { Some(name) } else { None };
    pieces(sentence).filter_map(name).collect()
}

/// A sentence as plain text.
pub fn plain(sentence: &str, values: &Values<'_>) -> String {
    pieces(sentence).fold(String::new(), |mut said, piece| {
        match piece {
            Piece::Text(text) => said.push_str(text),
            Piece::Value(name) => said.push_str(&isolated(value(name, values))),
            Piece::Stress => {}
        }
        said
    })
}

/// A sentence as the inside of an HTML element: escaped, each value in its own direction.
pub fn html(sentence: &str, values: &Values<'_>) -> String {
    let mut stressed = false;
    pieces(sentence).fold(String::new(), |mut said, piece| {
        match piece {
            Piece::Text(text) => said.push_str(&escape(text)),
            Piece::Value(name) => said.push_str(&own_direction(value(name, values))),
            Piece::Stress => {
                said.push_str(if stressed { "</strong>" } else { "<strong>" });
                stressed = !stressed;
            }
        }
        said
    })
}

/// A value within HTML, escaped. By attribute and not as `<bdi>`, which some mail clients take out.
pub(crate) fn own_direction(value: &str) -> String {
    format!("<span dir=\"auto\">{}</span>", escape(value))
}

pub(crate) fn escape(text: &str) -> String {
    askama::filters::escape(text, askama::filters::Html)
        .map(|escaped| escaped.to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "Ask *{support}* & wait, *please {name}*: {support}";
    const VALUES: &Values<'static> = &[("support", "x*{name}"), ("name", "<b>")];

    #[test]
    fn values_stand_in_their_places_and_are_text() {
        assert_eq!(names(SENTENCE), ["support", "name", "support"]);
        assert_eq!(plain(SENTENCE, VALUES), "Ask x*{name} & wait, please <b>: x*{name}");
        assert_eq!(
            html(SENTENCE, VALUES),
            "Ask <strong><span dir=\"auto\">x*{name}</span></strong> &#38; wait, \
             <strong>please <span dir=\"auto\">&#60;b&#62;</span></strong>: <span dir=\"auto\">x*{name}</span>"
        );
        assert_eq!(plain("a {", &[]), "a {");
    }
}
