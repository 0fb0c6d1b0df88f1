//! Snapshots without what differs from run to run. Each value is checked before it is masked.

use serde_json::Value;
use uuid::Uuid;

use super::BASE_URL;

/// The body with ids, tokens and links replaced by what they are. Times stay: the clock stands still.
pub(crate) fn masked(body: &Value) -> Value {
    let mut body = body.clone();
    mask("", &mut body);
    body
}

fn mask(name: &str, value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| mask(name, item)),
        Value::Object(map) => map.iter_mut().for_each(|(name, value)| mask(name, value)),
        Value::String(text) => {
            if let Some(mask) = checked(name, text) {
                *text = mask.to_owned();
            }
        }
        _ => {}
    }
}

fn checked(name: &str, text: &str) -> Option<&'static str> {
    match name {
        "keyId" => {
            assert!(
                text.len() == 8 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
                "{text}"
            );
            Some("[keyId]")
        }
        "companyMagicLinkSecret" | "connectionMagicLinkSecret" => {
            assert_sealed(text);
            Some("[secret]")
        }
        "magicLinkUrl" => {
            let path = text.strip_prefix(&format!("{BASE_URL}/p/connect/")).unwrap();
            let (company, secret) = path.split_once('/').unwrap();
            checked("publicId", company);
            let (workflow, secret) = secret.strip_prefix("workflow/").map_or((false, secret), |s| (true, s));
            assert_sealed(secret);
            Some(if workflow {
                "[base]/p/connect/[publicId]/workflow/[secret]"
            } else {
                "[base]/p/connect/[publicId]/[secret]"
            })
        }
        "url" if text.starts_with(&format!("{BASE_URL}/?token=")) => {
            assert_token(text.strip_prefix(&format!("{BASE_URL}/?token=")).unwrap());
            Some("[base]/?token=[token]")
        }
        // A connector is called by its key where it has one.
        "id" if Uuid::parse_str(text).is_err() => None,
        "id" | "companyId" | "connectionId" | "connection_id" | "invitationId" | "datasource_id"
        | "initialSites" | "siteId" | "requestId" | "apiKeyId" | "datasourceId" => {
            assert_eq!(Uuid::parse_str(text).unwrap().hyphenated().to_string(), text, "{name}");
            Some("[id]")
        }
        "publicId" | "publicCompanyId" => {
            let digits = text.strip_prefix("co_").unwrap();
            assert!(digits.len() == 22 && digits.bytes().all(|b| b.is_ascii_alphanumeric()), "{text}");
            Some("[publicId]")
        }
        "token" => {
            assert_token(text);
            Some("[token]")
        }
        "invitationUrl" if text.contains("/?token=") => checked("url", text),
        "invitationUrl" => {
            assert_token(text.strip_prefix(&format!("{BASE_URL}/p/i/")).unwrap());
            Some("[base]/p/i/[token]")
        }
        "instance" => {
            Uuid::parse_str(text.strip_prefix("urn:uuid:").unwrap()).unwrap();
            Some("[instance]")
        }
        "nextCursor" => {
            assert!(text.len() >= 114, "{text}");
            Some("[cursor]")
        }
        _ => None,
    }
}

/// A sealed link is base64url of at least an envelope and one padded block.
fn assert_sealed(text: &str) {
    assert!(
        text.len() >= 100 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)),
        "{text}"
    );
}

fn assert_token(text: &str) {
    let digits = text.strip_prefix("lsi_").unwrap();
    assert!(
        digits.len() == 43 && digits.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)),
        "{text}"
    );
}
