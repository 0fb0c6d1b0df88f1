use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;

use super::{all, opened};
use crate::common::{Api, masked};

async fn ready() -> (Api, String, String, String) {
    let api = Api::new().await;
    let company = api.company().await;
    let connection = api.connection(&company, &api.site(&company).await).await;
    let path = format!("/v2.2/connection/{connection}");
    (api, company, connection, path)
}

#[tokio::test]
async fn the_connection_comes_with_another_link_each_time() {
    let (api, company, connection, path) = ready().await;
    let first = api.get(&path).await;
    assert_json_snapshot!(masked(first.with(200)));
    let mut plain = first.json.clone();
    for name in ["connectionMagicLinkSecret", "magicLinkUrl"] {
        plain.as_object_mut().unwrap().remove(name).unwrap();
    }
    assert_eq!(api.get(&format!("/v2.2/connection/{connection}/details")).await.with(200), &plain);
    let second = api.get(&path).await;
    assert_ne!(second.with(200)["magicLinkUrl"], first.json["magicLinkUrl"]);
    for url in [&first.json["magicLinkUrl"], &second.json["magicLinkUrl"]] {
        assert_eq!(opened(&api, url).await.0.company_id.to_string(), company);
    }
    let head = api.send_as(&api.key, Method::HEAD, &path, None).await;
    assert_eq!((head.status.as_u16(), head.header("allow")), (405, "GET, POST"));
    assert_eq!(all(&api, &company).await.len(), 2);
}

#[tokio::test]
async fn t042_it_wants_three_scopes_and_mints_nothing_without_one_of_them() {
    let (api, company, _, path) = ready().await;
    let needed = [Scope::ConnectionsRead, Scope::InvitationsWrite, Scope::LinksReveal];
    for missing in needed {
        let others: Vec<_> = Scope::ALL.iter().copied().filter(|scope| *scope != missing).collect();
        let key = api.new_key(&others).await;
        let refused = api.send_as(&key, Method::GET, &path, None).await;
        assert_eq!(refused.problem(403), "scope-missing", "{missing}");
        assert!(refused.json["detail"].as_str().unwrap().contains(missing.as_str()), "{}", refused.text);
    }
    assert!(all(&api, &company).await.is_empty());
    let key = api.new_key(&needed).await;
    api.send_as(&key, Method::GET, &path, None).await.with(200);
}
