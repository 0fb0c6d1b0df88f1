//! What `Debug` shows of everything that holds a secret.

use latchstring_service::ports::{SignIn as _, SignInOutcome};
use latchstring_sign_in::sandbox::{MAX_ATTEMPTS, PASSWORD, SandboxUser};
use latchstring_sign_in::{SandboxCollector, keys};

use crate::common::{answers, credentials, drivers, play_provider};

#[tokio::test(start_paused = true)]
async fn t006_no_outcome_shows_what_was_typed() {
    let typed = [keys::CODE, keys::CHOICE, keys::ANSWER, keys::NEW_PASSWORD, keys::NEW_PASSWORD_AGAIN];
    let guess = "a-guess-to-look-for";
    for user in SandboxUser::ALL {
        let mut outcome = drivers().start(&play_provider(), credentials(user.username(), PASSWORD)).await;
        for _ in 0..=MAX_ATTEMPTS {
            let shown = format!("{outcome:?} {outcome:#?}");
            for secret in [PASSWORD, user.username(), guess] {
                assert!(!shown.contains(secret), "{secret} is in {shown}");
            }
            let Ok(SignInOutcome::Challenged { state, .. }) = outcome else { break };
            let answer = answers(typed.map(|key| (key, guess)));
            outcome = drivers().answer(&play_provider(), state, answer).await;
        }
    }
}

#[test]
fn t006_no_driver_shows_more_than_its_settings() {
    assert_eq!(
        format!("{:?}", drivers()),
        "Drivers { sandbox: Sandbox { delay: 10s, .. }, form: Form, oauth: None }"
    );
    assert_eq!(format!("{:?}", SandboxCollector::default()), "SandboxCollector { expires_after: 20s }");
}
