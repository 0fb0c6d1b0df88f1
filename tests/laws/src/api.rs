use std::cell::RefCell;

use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

use crate::deployment::Deployment;

thread_local! {
    static RUNTIME: Option<Runtime> = Builder::new_current_thread().enable_all().build().ok();
    static DEPLOYMENT: RefCell<Option<Deployment>> = const { RefCell::new(None) };
}

/// An invitation's JSON is taken or refused; never is it a fault of the server, and what is refused leaves nothing behind.
pub fn invitation_body(data: &[u8]) {
    posted("/v2.2/invitation/company/{company}", "application/json", data);
}

/// So are rows of invitations in CSV.
pub fn bulk_csv(data: &[u8]) {
    posted("/v2.2/invitation/bulk?dryRun=true", "text/csv", data);
}

fn posted(path: &str, kind: &str, data: &[u8]) {
    RUNTIME.with(|runtime| match runtime {
        Some(runtime) => runtime.block_on(hold(path, kind, data)),
        None => panic!("no runtime can be made"),
    });
}

async fn hold(path: &str, kind: &str, data: &[u8]) {
    let deployment = match DEPLOYMENT.take() {
        Some(deployment) => deployment,
        None => match Deployment::new().await {
            Ok(deployment) => deployment,
            Err(error) => panic!("no deployment can be made: {error}"),
        },
    };
    let path = path.replace("{company}", &deployment.company);
    // A row can name the company that there is.
    let body = String::from_utf8_lossy(data).replace("{company}", &deployment.company);
    let body = if body.contains('\u{fffd}') { data.to_vec() } else { body.into_bytes() };
    let (status, answer) = deployment.post(&path, kind, body).await;
    assert!((200..300).contains(&status) || (400..500).contains(&status), "{status}: {answer}");
    if status >= 400 {
        refusal(status, &answer);
        assert_eq!(deployment.invitations().await, 0, "a refused body made something");
    }
    // What was taken is in the way of the next body.
    if status >= 400 || path.contains("dryRun") {
        DEPLOYMENT.set(Some(deployment));
    }
}

/// A problem detail that says where each mistake is.
fn refusal(status: u16, answer: &Value) {
    assert!(answer["code"].is_string() && answer["detail"].is_string(), "{status}: {answer}");
    assert_eq!(answer["status"], status, "{answer}");
    if status == 422 {
        let errors = answer["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert!(!errors.is_empty(), "{answer}");
        for error in errors {
            let pointer = error["pointer"].as_str().unwrap_or("none");
            assert!(pointer.is_empty() || pointer.starts_with('/'), "{answer}");
        }
    }
}
