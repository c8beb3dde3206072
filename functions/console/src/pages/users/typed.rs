//! A form's fields as they were typed, each with what is wrong with it.

use crate::form::Form;
use crate::language::Words;
use onramp_domain::Invalid;
use std::collections::BTreeMap;

/// Fields of a form.
#[derive(Debug, Default)]
pub struct Typed {
    values: BTreeMap<String, String>,
    problems: Vec<(String, String)>,
}

impl Typed {
    /// What was sent of these fields.
    pub fn of<'n>(form: &Form, names: impl IntoIterator<Item = &'n str>) -> Self {
        let values = names.into_iter().map(|name| (name.to_owned(), form.text(name).to_owned()));
        Self { values: values.collect(), problems: Vec::new() }
    }

    /// Fields filled in for someone.
    pub fn filled(values: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { values: values.into_iter().collect(), problems: Vec::new() }
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: &str) {
        self.values.insert(name.to_owned(), value.to_owned());
    }

    /// A field's text.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Whether a field holds that text.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.value(name) == value
    }

    /// What is wrong with a field.
    pub fn wrong(&self, name: &str) -> Option<&str> {
        self.problems.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// All that is wrong: the field's id, and the text.
    pub fn problems(&self) -> &[(String, String)] {
        &self.problems
    }

    /// The ids of what describes a field: its hint, and what is wrong with it.
    pub fn described(&self, name: &str, hint: &str) -> String {
        let hint = (!hint.is_empty()).then(|| format!("{name}-hint"));
        let wrong = self.wrong(name).map(|_| format!("{name}-wrong"));
        hint.into_iter().chain(wrong).collect::<Vec<_>>().join(" ")
    }

    /// Says what is wrong with a field.
    pub fn refuse(&mut self, name: &str, text: String) {
        self.problems.push((name.to_owned(), text));
    }

    /// Reads a field; one that is refused has the message `key` beside it.
    pub fn read<T>(
        &mut self,
        words: &Words<'_>,
        name: &str,
        key: &str,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        let read = parse(self.value(name));
        if read.is_err() {
            self.refuse(name, words.t(key));
        }
        read.ok()
    }
}

/// Reads a field that may be blank.
pub fn or_blank<T>(
    parse: impl FnOnce(&str) -> Result<T, Invalid>,
) -> impl FnOnce(&str) -> Result<Option<T>, Invalid> {
    |text| if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}
