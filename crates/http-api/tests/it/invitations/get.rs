use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use serde_json::json;

use crate::common::{Api, masked};

#[tokio::test]
async fn the_detail_has_the_events_oldest_first() {
    let api = Api::new().await;
    let id = api.invitation(&api.company().await).await;
    api.pass(std::time::Duration::from_secs(5));
    api.send_as(&api.key, Method::POST, &format!("/v2.2/invitation/{id}/revoke"), None).await.with(200);
    assert_json_snapshot!(masked(api.get(&format!("/v2.2/invitation/{id}")).await.with(200)));
}

#[tokio::test]
async fn t012_a_key_without_the_scope_sees_everything_but_the_link() {
    let api = Api::new().await;
    let path = format!("/v2.2/invitation/{}", api.invitation(&api.company().await).await);
    let key = api.new_key(&[Scope::InvitationsRead]).await;
    let seen = api.send_as(&key, Method::GET, &path, None).await;
    let mut expected = api.get(&path).await.json;
    assert!(expected["token"].is_string() && expected["invitationUrl"].is_string());
    expected["token"] = json!(null);
    expected["invitationUrl"] = json!(null);
    assert_eq!(seen.with(200), &expected);
}

#[tokio::test]
async fn an_older_version_of_the_path_answers_the_same() {
    let api = Api::new().await;
    let id = api.invitation(&api.company().await).await;
    let current = api.get(&format!("/v2.2/invitation/{id}")).await;
    for version in ["v2.1", "v2"] {
        let same = api.get(&format!("/{version}/invitation/{id}")).await;
        assert_eq!(same.with(200), current.with(200), "{version}");
    }
    assert_eq!(api.get(&format!("/v3/invitation/{id}")).await.problem(404), "not-found");
}
