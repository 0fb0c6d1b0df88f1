//! A server that says no, says nothing, or goes away.

use std::time::Duration;

use latchstring_email::SendError;
use latchstring_email::transport::{SmtpSettings, Step, Transport as _, Trouble};

use super::relay::Does::{self, HangsUp, KeepsSilent, Says};
use super::{relay, settings, to_dana, transport};

async fn delivered(at: &'static str, does: Does) -> SendError {
    let relay = relay(vec![(at, does)]).await;
    let settings = SmtpSettings { timeout: Duration::from_millis(400), ..settings(&relay) };
    transport(settings).deliver(&to_dana()).await.unwrap_err()
}

#[tokio::test]
async fn a_no_for_good_to_the_recipient_or_the_mail_is_the_end_of_it() {
    for (at, answer, class) in [
        ("RCPT", "550 5.1.1 no such user\r\n", "recipient-refused"),
        ("RCPT", "551 not here\r\n", "recipient-refused"),
        ("DATA", "554 no\r\n", "message-refused"),
        (".", "552-5.3.4 too\r\n552 5.3.4 big\r\n", "message-refused"),
    ] {
        let error = delivered(at, Says(answer)).await;
        assert!(
            matches!(error, SendError::Permanent { reason, .. } if reason == class),
            "{answer} {error:?}"
        );
    }
}

#[tokio::test]
async fn t082_any_other_no_is_worth_another_try() {
    for (at, answer) in [
        ("greeting", "554 no\r\n"),
        ("EHLO", "502 what?\r\n"),
        ("MAIL", "550 5.7.1 not as him\r\n"),
        ("MAIL", "451 later\r\n"),
        ("RCPT", "450 4.2.0 greylisted\r\n"),
        ("RCPT", "530 5.7.0 who are you\r\n"),
        ("RCPT", "554 5.7.1 <x>: Relay access denied\r\n"),
        ("RCPT", "550 relaying is not permitted\r\n"),
        ("DATA", "421 closing\r\n"),
        (".", "451 4.3.0 later\r\n"),
        ("EHLO", "nonsense\r\n"),
    ] {
        let error = delivered(at, Says(answer)).await;
        assert!(matches!(error, SendError::Temporary { .. }), "{at} {answer} {error:?}");
    }
}

#[tokio::test]
async fn t151_a_server_that_says_nothing_or_goes_away_is_left_in_time_and_tried_again() {
    for (at, step) in [
        ("greeting", Step::Greeting),
        ("MAIL", Step::Sender),
        ("RCPT", Step::Recipient),
        ("DATA", Step::Message),
        (".", Step::Message),
    ] {
        for does in [KeepsSilent, HangsUp] {
            let began = tokio::time::Instant::now();
            let error = delivered(at, does).await;
            assert!(began.elapsed() < Duration::from_secs(5), "{at}");
            let told = match (does, error.trouble().unwrap()) {
                (KeepsSilent, Trouble::Silent(at)) | (HangsUp, Trouble::BrokenOff(at)) => *at,
                (_, other) => panic!("{at}: {other:?}"),
            };
            assert!(matches!(error, SendError::Temporary { .. }) && told == step, "{at}: {error:?}");
        }
    }
}

#[tokio::test]
async fn t151_a_server_that_could_not_be_used_is_left_alone_for_a_moment() {
    let relay = relay(vec![("greeting", Says("554 no\r\n"))]).await;
    let transport = transport(settings(&relay));
    for _ in 0..20 {
        transport.deliver(&to_dana()).await.unwrap_err();
    }
    assert_eq!(relay.heard().connections, 1);
    // One recipient whom it does not take says nothing against the server.
    let relay = super::relay(vec![("RCPT", Says("550 5.1.1 no\r\n"))]).await;
    let transport = super::transport(settings(&relay));
    for _ in 0..3 {
        transport.deliver(&to_dana()).await.unwrap_err();
    }
    let asked = relay.heard().commands.iter().filter(|command| command.starts_with("RCPT")).count();
    assert_eq!((relay.heard().connections, asked), (1, 3));
}

#[tokio::test]
async fn nobody_at_home_is_told_apart() {
    let relay = relay(vec![]).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let nobody = SmtpSettings { port, ..settings(&relay) };
    let error = transport(nobody).check().await.unwrap_err();
    assert!(matches!(error, Trouble::Unreachable(_)), "{error:?}");
}

#[tokio::test]
async fn t006_a_servers_words_are_in_no_log() {
    let words = "554 spam: https://links.example.com/p/i/lsi_secret for dana@harbour.example\r\n";
    let error = delivered(".", Says(words)).await;
    let logged = format!("{error} {error:?} {} {:?}", error.trouble().unwrap(), error.trouble());
    assert!(!logged.contains("lsi_secret") && !logged.contains("dana@"), "{logged}");
    let Some(Trouble::Refused(refusal)) = error.trouble() else { panic!("{error:?}") };
    assert!(refusal.said.contains("lsi_secret"), "whoever asks gets them");
}
