use insta::assert_json_snapshot;

use crate::common::{Api, masked};

#[tokio::test]
async fn a_company_comes_with_its_sites() {
    let api = Api::new().await;
    let company = api.company().await;
    api.site(&company).await;
    assert_json_snapshot!(masked(api.get(&format!("/v2.2/company/{company}")).await.with(200)));
}

#[tokio::test]
async fn what_is_no_id_is_not_found() {
    let api = Api::new().await;
    for id in
        ["1", "019AA0B2-3C4D-7E5F-8A6B-7C8D9E0F1A2B", "%ff", "a%2Fb", "00000000-0000-0000-0000-000000000000"]
    {
        assert_eq!(api.get(&format!("/v2.2/company/{id}")).await.problem(404), "not-found", "{id}");
    }
}
