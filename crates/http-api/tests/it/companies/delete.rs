use crate::common::Api;

#[tokio::test]
async fn an_empty_company_is_deleted() {
    let api = Api::new().await;
    let path = format!("/v2.2/company/{}", api.company().await);
    let gone = api.delete(&path).await;
    gone.with(204);
    assert_eq!(gone.text, "");
    assert_eq!(api.get(&path).await.problem(404), "not-found");
    assert_eq!(api.delete(&path).await.problem(404), "not-found");
}

#[tokio::test]
async fn a_company_with_a_site_is_not() {
    let api = Api::new().await;
    let company = api.company().await;
    api.site(&company).await;
    assert_eq!(api.delete(&format!("/v2.2/company/{company}")).await.problem(409), "still-in-use");
}
