//! Why a row is refused, in the reader's language. The rules say it in English; each saying of theirs has its message.

use crate::language::Words;

/// What rules say, numbers as `#`, and the end of its message's key.
const SAYINGS: &[(&str, &str)] = &[
    ("is empty", "empty"),
    ("has # characters", "length"),
    ("holds a control character or a line break", "control"),
    ("is not an email address", "email"),
    ("cannot be mailed to", "mailable"),
    ("is not a phone number", "number"),
    ("is not a number that can be dialled", "dialled"),
    ("is not known", "unknown"),
    ("is not a language that there is text in", "language"),
    ("has # columns", "columns"),
    ("is on line # already, with another name, address or language", "contradicts"),
    ("repeats line #", "repeats"),
    ("is on line # already, with another type or platform", "other-phone"),
    ("would have more than # users", "users"),
    ("would have more than # phones", "phones"),
    ("was changed by someone else at the same moment", "contended"),
    ("is another name of someone else", "alias"),
    ("# to # characters", "right-length"),
    ("one line of plain text", "right-control"),
    ("an address such as name@example.org", "right-email"),
    ("an ASCII address of at most # characters, such as name@example.org", "right-mailable"),
    ("a number that can be dialled, such as +#", "right-number"),
    ("a number, since a landline has one", "right-landline"),
    ("en, de or fr", "right-language"),
    ("#, as the first line has", "right-columns"),
    ("each username for one person", "right-contradicts"),
    ("each person once, or once for each of their phones", "right-repeats"),
    ("each number for one phone", "right-other-phone"),
    ("fewer of them", "right-fewer"),
    ("to be imported again", "right-contended"),
    ("the name that they sign in with", "right-alias"),
];

/// What rules say, in the reader's language; as it is if there is no message for it.
pub fn told(words: &Words<'_>, saying: &str) -> String {
    let message = if let Some(values) = saying.strip_prefix("one of ") {
        words.find("import-why-right-one-of", &[("values".into(), values.replace('"', ""))])
    } else {
        let (pattern, numbers) = without_numbers(saying);
        let names = ["number", "other"].map(str::to_owned);
        let end = SAYINGS.iter().find(|(known, _)| *known == pattern).map(|(_, end)| end);
        let values: Vec<_> = names.into_iter().zip(numbers).collect();
        end.and_then(|end| words.find(&format!("import-why-{end}"), &values))
    };
    message.unwrap_or_else(|| saying.to_owned())
}

/// A text with `#` for each number in it, and the numbers.
fn without_numbers(text: &str) -> (String, Vec<String>) {
    let (mut pattern, mut numbers) = (String::new(), Vec::<String>::new());
    let mut within = false;
    for c in text.chars() {
        match (c.is_ascii_digit(), within, numbers.last_mut()) {
            (true, true, Some(number)) => number.push(c),
            (true, ..) => {
                pattern.push('#');
                numbers.push(c.to_string());
            }
            (false, ..) => pattern.push(c),
        }
        within = c.is_ascii_digit();
    }
    (pattern, numbers)
}

/// The keys of all messages that may be asked for.
#[cfg(test)]
pub fn keys() -> Vec<String> {
    let ends = SAYINGS.iter().map(|(_, end)| *end).chain(["right-one-of"]);
    ends.map(|end| format!("import-why-{end}")).collect()
}
