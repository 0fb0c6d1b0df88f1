mod announce;
mod cut_off;
mod list;
mod mint_by_query;
mod mint_for_company;
mod mint_for_connection;
mod mint_for_sites;
mod mint_with_connection;
mod revoke;

use latchstring_domain::link::Link;
use latchstring_domain::magic_link::{MagicLink, MagicLinkStatus};
use latchstring_service::flow_session::{MagicSecret, Presented, landing};
use latchstring_service::magic_link::LinkKind;
use serde_json::Value;

use crate::common::{Api, BASE_URL};

/// The links of a company, newest first.
async fn all(api: &Api, company: &str) -> Vec<Value> {
    let page = api.get(&format!("/v2.2/magic-link/company/{company}?limit=500")).await;
    page.with(200)["magicLinks"].as_array().unwrap().clone()
}

/// The link behind an address, as its recipient's first page finds it, and where it stands.
async fn opened(api: &Api, url: &Value) -> (MagicLink, MagicLinkStatus) {
    let path = url.as_str().unwrap().strip_prefix(&format!("{BASE_URL}/p/connect/")).unwrap();
    let (public_company_id, rest) = path.split_once('/').unwrap();
    let (kind, secret) = match rest.strip_prefix("workflow/") {
        Some(secret) => (LinkKind::Connection, secret),
        None => (LinkKind::Company, rest),
    };
    let magic = MagicSecret { kind, public_company_id, secret };
    let found = landing(api.latchstring(), Presented::MagicLink(magic)).await.unwrap();
    let Link::MagicLink(link) = found.link else { panic!("{:?}", found.link) };
    let status = link.status(&found.company, api.latchstring().now());
    (link, status)
}
