//! Links that another implementation of Fernet minted.

use latchstring_secrets::foreign_link::{Companies, Fernet, FernetKey, ForeignTarget, Source};
use latchstring_secrets::keyring::Keyring;
use latchstring_secrets::link_message::{LinkKind, Prefill};
use latchstring_secrets::link_openers::{AcceptedLink, LinkOpeners, Presented};
use serde_json::Value;

use super::kind;
use crate::support::{ring, to_hex};

const FILE: &str = include_str!("../../vectors/fernet.vectors.json");

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn source(source: &Value) -> (Source, FernetKey) {
    let companies = match source["companies"].as_object() {
        Some(ids) => Companies::Mapped(
            ids.iter().map(|(theirs, ours)| (theirs.clone(), text(ours).unwrap())).collect(),
        ),
        None => Companies::AnyByPublicId,
    };
    let max_age_seconds = source["max_age_seconds"].as_u64().map(|seconds| seconds.try_into().unwrap());
    let name = source["name"].as_str().unwrap().parse().unwrap();
    (
        Source { name, companies, max_age_seconds },
        FernetKey::parse(source["secret"].as_str().unwrap()).unwrap(),
    )
}

fn check(ring: &Keyring, openers: &LinkOpeners, link: &Value) {
    let name = link["name"].as_str().unwrap();
    let presented = Presented {
        kind: if link["kind"] == "connection" { LinkKind::Connection } else { LinkKind::Company },
        public_company_id: link["public_company_id"].as_str().unwrap(),
        text: link["text"].as_str().unwrap(),
    };
    let opened = openers.open(ring, &presented, link["now"].as_i64().unwrap());
    let expected = link["expect"].as_str().unwrap();
    if expected != "ok" {
        assert_eq!(kind(&opened.unwrap_err()), expected, "{name}");
        return;
    }
    let AcceptedLink::Foreign(opened) = opened.unwrap() else { panic!("{name} is not ours") };
    let payload = &link["payload"];
    let second = payload["company"] == "co_z";
    assert_eq!(opened.source.as_str(), if second { "old-erp" } else { "old-portal" }, "{name}");
    assert_eq!(to_hex(&opened.link_id), link["link_id"].as_str().unwrap(), "{name}");
    assert_eq!(Some(opened.issued_at), link["issued_at"].as_i64(), "{name}");
    let expires_at = if second { Some(opened.issued_at + 3600) } else { payload["exp"].as_i64() };
    assert_eq!(opened.expires_at, expires_at, "{name}");
    let target = text(&payload["connection"]).map_or(ForeignTarget::NewConnection, ForeignTarget::Connection);
    assert_eq!(opened.target, target, "{name}");
    assert_eq!(opened.target.kind(), presented.kind, "{name}");
    let sites: Vec<_> = payload["sites"].as_array().into_iter().flatten().filter_map(text).collect();
    assert_eq!(opened.sites, sites, "{name}");
    let prefill = Prefill {
        url: text(&payload["url"]),
        country: text(&payload["country"]),
        owner_email: text(&payload["owner"]),
        collection_start: text(&payload["startDate"]),
        ..Prefill::default()
    };
    assert_eq!(opened.prefill, prefill, "{name}");
}

#[test]
fn t015_links_of_another_implementation_open_to_what_it_wrote_or_fail_as_it_expects() {
    let file: Value = serde_json::from_str(FILE).unwrap();
    let keys = file["sources"].as_array().unwrap().iter().map(source).collect();
    let openers = LinkOpeners::new(vec![Box::new(Fernet::new(keys).unwrap())]).unwrap();
    let ring = ring(15, 1);
    let links = file["links"].as_array().unwrap();
    let good = links.iter().filter(|link| link["expect"] == "ok").count();
    assert_eq!((good, links.len()), (9, 39), "no vector is forgotten");
    for link in links {
        check(&ring, &openers, link);
    }
}
