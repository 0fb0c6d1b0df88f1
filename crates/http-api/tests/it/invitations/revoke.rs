use std::time::Duration;

use http::Method;
use serde_json::json;

use crate::common::Api;

#[tokio::test]
async fn revoking_twice_answers_the_same() {
    let api = Api::new().await;
    let path = format!("/v2.2/invitation/{}/revoke", api.invitation(&api.company().await).await);
    let first = api.send_as(&api.key, Method::POST, &path, None).await;
    assert_eq!(first.with(200)["status"], "REVOKED");
    let second = api.send_as(&api.key, Method::POST, &path, None).await;
    assert_eq!(second.with(200), &first.json);
}

#[tokio::test]
async fn an_expired_invitation_has_nothing_left_to_revoke() {
    let api = Api::new().await;
    let company = api.company().await;
    let body = json!({"expiresInSeconds": 60});
    let id = api.post(&format!("/v2.2/invitation/company/{company}"), body).await.created();
    api.pass(Duration::from_secs(60));
    assert_eq!(api.get(&format!("/v2.2/invitation/{id}")).await.with(200)["status"], "EXPIRED");
    let refused = api.send_as(&api.key, Method::POST, &format!("/v2.2/invitation/{id}/revoke"), None).await;
    assert_eq!(refused.problem(409), "invitation-expired");
}
