//! Writes the links by which later versions prove that they still open those of this one.
//!
//! Run once for each release that mints links in a new way, under the release's name:
//!
//! ```sh
//! cargo run -q -p latchstring-secrets --example golden_links > tests/upgrade/sealed-links/0.1.json
//! ```
//!
//! The keys and the random source are fixed and public, so the file can be made again and holds no secret.

use std::error::Error;
use std::io::Write;

use latchstring_secrets::keyring::{KeyId, Keyring, RootKey};
use latchstring_secrets::link_message::{LinkMessage, LinkTarget, Prefill, PrefillField, seal_link};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::{Value, json};

const COMPANY: &str = "co_3vQB7B6MrGQZaxCuFg4ohZ";
const ISSUED_AT: i64 = 1_795_132_800;

fn main() -> Result<(), Box<dyn Error>> {
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let first =
        Keyring::new(RootKey::new(KeyId::new([0x0a, 0, 0, 1]), *b"golden links, the first key 0.1.")?);
    let next = RootKey::new(KeyId::new([0x0a, 0, 0, 2]), *b"golden links, the second key 0.1")?;
    let next_id = next.id();
    let rotated = first.with_key(next)?.promote(next_id)?;

    let mut links = Vec::new();
    let nothing = || vec![("nothing", Prefill::default()), ("everything", everything())];
    let each = PrefillField::ALL.map(|field| (name(field), only(field)));
    for (ring, prefills) in [(&first, nothing()), (&rotated, nothing()), (&rotated, each.to_vec())] {
        for (prefilled, prefill) in prefills {
            for (kind, target) in
                [("company", LinkTarget::NewConnection), ("connection", LinkTarget::Connection([0xc7; 16]))]
            {
                for expires_at in [None, Some(ISSUED_AT + 30 * 86_400)] {
                    let number = u8::try_from(links.len())?;
                    let message = LinkMessage {
                        link_id: [number; 16],
                        company_id: std::array::from_fn(|place| number ^ u8::try_from(place).unwrap_or(0)),
                        issued_at: ISSUED_AT + i64::from(number),
                        expires_at,
                        target,
                        prefill: prefill.clone(),
                    };
                    let text = seal_link(ring, COMPANY, &message, &mut rng)?;
                    links.push(json!({
                        "prefilled": prefilled,
                        "kind": kind,
                        "public_company_id": COMPANY,
                        "key_id": ring.primary_id().to_string(),
                        "text": text,
                        "message": told(&message),
                    }));
                }
            }
        }
    }
    let keyring: Value = serde_json::from_str(&rotated.to_json())?;
    let file = json!({ "keyring": keyring.get("keyring"), "links": links });
    writeln!(std::io::stdout(), "{file:#}")?;
    Ok(())
}

/// Every field of a message, in JSON. Taken apart without `..`, so that a new field cannot be forgotten.
fn told(message: &LinkMessage) -> Value {
    let LinkMessage { link_id, company_id, issued_at, expires_at, target, prefill } = message;
    let Prefill {
        url,
        provider_id,
        site_ids,
        utility_types,
        country,
        owner_email,
        collection_start,
        locked_fields,
    } = prefill;
    let connection_id = match target {
        LinkTarget::NewConnection => None,
        LinkTarget::Connection(id) => Some(hex(id)),
    };
    json!({
        "link_id": hex(link_id),
        "company_id": hex(company_id),
        "issued_at": issued_at,
        "expires_at": expires_at,
        "connection_id": connection_id,
        "prefill": {
            "url": url,
            "provider_id": provider_id,
            "site_ids": site_ids.iter().map(hex).collect::<Vec<_>>(),
            "utility_types": utility_types,
            "country": country,
            "owner_email": owner_email,
            "collection_start": collection_start,
            "locked_fields": locked_fields,
        },
    })
}

fn everything() -> Prefill {
    Prefill {
        url: Some("https://bücher.example/konto?kunde=5591&x=%20".into()),
        provider_id: Some("stadtwerke-köln".into()),
        site_ids: vec![[0x51; 16], [0x52; 16], [0x53; 16]],
        utility_types: vec!["ELECTRICITY".into(), "NATURAL_GAS".into(), "WATER".into()],
        country: Some("DE".into()),
        owner_email: Some("zoë@example.org".into()),
        collection_start: Some("2026-01-31".into()),
        locked_fields: vec!["datasource".into(), "initialSites".into()],
    }
}

fn only(field: PrefillField) -> Prefill {
    let all = everything();
    let mut one = Prefill::default();
    match field {
        PrefillField::Url => one.url = all.url,
        PrefillField::ProviderId => one.provider_id = all.provider_id,
        PrefillField::SiteIds => one.site_ids = all.site_ids,
        PrefillField::UtilityTypes => one.utility_types = all.utility_types,
        PrefillField::Country => one.country = all.country,
        PrefillField::OwnerEmail => one.owner_email = all.owner_email,
        PrefillField::CollectionStart => one.collection_start = all.collection_start,
        PrefillField::LockedFields => one.locked_fields = all.locked_fields,
    }
    one
}

const fn name(field: PrefillField) -> &'static str {
    match field {
        PrefillField::Url => "url",
        PrefillField::ProviderId => "provider_id",
        PrefillField::SiteIds => "site_ids",
        PrefillField::UtilityTypes => "utility_types",
        PrefillField::Country => "country",
        PrefillField::OwnerEmail => "owner_email",
        PrefillField::CollectionStart => "collection_start",
        PrefillField::LockedFields => "locked_fields",
    }
}

fn hex(bytes: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*bytes))
}
