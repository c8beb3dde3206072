//! What stands in the form for a new integration.

use crate::form::Form;
use onramp_domain::{Grant, IntegrationId, IntegrationName};
use onramp_usecases::admin::integrations::Wanted;

/// What stands in the fields.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The id it will have: the same form sent twice makes one.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it may do.
    pub grants: Vec<String>,
    /// Whether it may sign with SHA-1.
    pub sha1: bool,
}

impl Typed {
    /// An empty form.
    pub fn blank(id: &IntegrationId) -> Self {
        Self { id: id.to_string(), name: String::new(), grants: Vec::new(), sha1: false }
    }

    /// What a form has in them.
    pub fn read(form: &Form) -> Self {
        Self {
            id: form.text("id").to_owned(),
            name: form.text("name").to_owned(),
            grants: form.all("grants").map(str::to_owned).collect(),
            sha1: form.text("sha1") == "yes",
        }
    }

    /// The id and what is wanted, or the fields that are wrong.
    pub fn wanted(&self) -> Result<(IntegrationId, Wanted), Vec<&'static str>> {
        let id = IntegrationId::parse(&self.id).map_err(|_| "id");
        let name = IntegrationName::parse(&self.name).map_err(|_| "name");
        let grants = self.grants.iter().map(|text| Grant::parse(text)).collect::<Result<_, _>>();
        let grants = grants.map_err(|_| "grants");
        let grants = grants.and_then(
            |all: std::collections::BTreeSet<_>| {
                if all.is_empty() { Err("grants") } else { Ok(all) }
            },
        );
        match (id, name, grants) {
            (Ok(id), Ok(name), Ok(grants)) => Ok((id, Wanted { name, grants, allow_sha1: self.sha1 })),
            (id, name, grants) => Err([id.err(), name.err(), grants.err()].into_iter().flatten().collect()),
        }
    }
}

/// What a permission's message in the catalogs is called; with `-hint`, its explanation.
pub const fn grant_key(grant: Grant) -> &'static str {
    match grant {
        Grant::ReadResource => "integrations-read-resource",
        Grant::WriteResource => "integrations-write-resource",
        Grant::ReadLog => "integrations-read-log",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_and_every_field_that_may_be_wrong_has_its_messages() {
        let catalogs = crate::Catalogs::new().unwrap();
        let words = catalogs.words(crate::language::Locale::English);
        let grants = super::super::GRANTS.map(grant_key).into_iter();
        let keys = grants.flat_map(|key| [key.to_owned(), format!("{key}-hint")]);
        let wrong = ["id", "name", "grants"].map(|field| format!("integrations-wrong-{field}"));
        for key in keys.chain(wrong) {
            assert!(words.find(&key, &[]).is_some(), "{key}");
        }
        let empty = Typed { id: String::new(), name: String::new(), grants: Vec::new(), sha1: false };
        assert_eq!(empty.wanted().unwrap_err(), ["id", "name", "grants"]);
    }
}
