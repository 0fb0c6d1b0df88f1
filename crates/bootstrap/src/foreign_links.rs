//! The keys of other systems whose magic links open here.

use std::collections::BTreeMap;

use latchstring_domain::company::PublicCompanyId;
use latchstring_secrets::foreign_link::{
    Companies, Fernet, FernetError, FernetKey, LinkFormat, Source, SourceName,
};
use latchstring_secrets::keyring::Weakness;
use latchstring_secrets::link_openers::{LinkOpeners, LinkOpenersError};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

/// What `links.foreign` holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    fernet: Vec<FernetSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct FernetSource {
    name: String,
    key: SecretString,
    companies: BTreeMap<String, String>,
    max_age_seconds: Option<u32>,
}

/// Why the keys of other systems cannot be used. Nothing of a key is repeated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ForeignLinksError {
    /// It is not JSON of the documented shape.
    #[error("is not JSON of the documented shape (line {line}, column {column})")]
    Shape {
        /// The line at which it stops being so.
        line: usize,
        /// The column.
        column: usize,
    },
    /// This name is no name of a source.
    #[error("{0:?} cannot name a source: 1 to 64 lower-case letters, digits and hyphens")]
    Name(String),
    /// The key of this source is none.
    #[error("the key of {0} is not 32 bytes in base64url")]
    Key(SourceName),
    /// The key of this source was published or was never random.
    #[error("the key of {0} is not secret: {1}")]
    Weak(SourceName, Weakness),
    /// A company of this source is not named by a public id of ours.
    #[error("{1:?}, to which {0} maps a company, is not a public company id such as co_…")]
    Company(SourceName, String),
    /// The keys do not go together.
    #[error(transparent)]
    Fernet(#[from] FernetError),
    /// The formats do not go together.
    #[error(transparent)]
    Formats(#[from] LinkOpenersError),
}

/// Reads the keys.
///
/// # Errors
/// [`ForeignLinksError`].
pub fn parse(text: &SecretString) -> Result<LinkOpeners, ForeignLinksError> {
    if text.expose_secret().trim().is_empty() {
        return Ok(LinkOpeners::default());
    }
    // The parser's own message would quote the value it stumbled over, which may be a key.
    let document: Document = serde_json::from_str(text.expose_secret())
        .map_err(|error| ForeignLinksError::Shape { line: error.line(), column: error.column() })?;
    let keys = document.fernet.into_iter().map(source).collect::<Result<Vec<_>, _>>()?;
    let fernet: Box<dyn LinkFormat> = Box::new(Fernet::new(keys)?);
    Ok(LinkOpeners::new(vec![fernet])?)
}

fn source(source: FernetSource) -> Result<(Source, FernetKey), ForeignLinksError> {
    let name: SourceName = source.name.parse().map_err(|_| ForeignLinksError::Name(source.name.clone()))?;
    let key =
        FernetKey::parse(source.key.expose_secret()).map_err(|_| ForeignLinksError::Key(name.clone()))?;
    if let Some(weakness) = key.weakness() {
        return Err(ForeignLinksError::Weak(name, weakness));
    }
    if let Some(wrong) = source.companies.values().find(|id| id.parse::<PublicCompanyId>().is_err()) {
        return Err(ForeignLinksError::Company(name, wrong.clone()));
    }
    let companies = Companies::Mapped(source.companies);
    Ok((Source { name, companies, max_age_seconds: source.max_age_seconds }, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        parse(&SecretString::from(text)).err().map(|error| error.to_string()).unwrap_or_default()
    }

    const KEY: &str = "UoOcFi8ZjerpOezWbxXCDkNmjDIqYJTPbqr9fNTWUhI=";

    fn document(key: &str, company: &str) -> String {
        format!(r#"{{"fernet":[{{"name":"old-portal","key":"{key}","companies":{{"4711":"{company}"}}}}]}}"#)
    }

    #[test]
    fn keys_of_other_systems_are_read() {
        let good = document(KEY, "co_2QFTWHUJAVg4zkOenlhGXe");
        assert!(parse(&SecretString::from(good)).unwrap().accepts_foreign());
        assert!(!parse(&SecretString::from("")).unwrap().accepts_foreign());
    }

    #[test]
    fn what_is_wrong_is_said_without_the_key() {
        let company = "co_2QFTWHUJAVg4zkOenlhGXe";
        for (text, words) in [
            (document("topsecret", company), "the key of old-portal"),
            (document(KEY, "4711"), "is not a public company id"),
            (r#"{"fernet":[{"name":"x","key":"topsecret"}]}"#.to_owned(), "documented shape"),
            (r#"{"fernet":["topsecret"]}"#.to_owned(), "documented shape"),
            (r#"{"fernet":[]}"#.to_owned(), "no Fernet key"),
        ] {
            let said = said(&text);
            assert!(said.contains(words), "{said}");
            assert!(!said.contains("topsecret") && !said.contains(KEY), "{said}");
        }
    }

    #[test]
    fn t169_a_published_key_is_refused() {
        let published = document("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=", "co_2QFTWHUJAVg4zkOenlhGXe");
        assert!(said(&published).contains("not secret"), "{}", said(&published));
    }
}
