//! The mails with codes: when one is sent, to the byte again, or not at all.

use super::*;

#[tokio::test]
async fn a_code_for_a_link_that_was_revoked_meanwhile_is_not_mailed() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let pass = world.open(&invitation).await;
    ask(&ls, &pass, LISTED).await.unwrap();
    invitation::revoke(&ls, &world.caller, invitation.invitation.id).await.unwrap();
    assert!(due(&ls).await[0].1.is_none());
}

#[tokio::test]
async fn t079_a_link_mails_no_more_codes_than_anybody_needs() {
    let (world, ls, invitation) = gated(&["*@example.org"]).await;
    for _ in 0..5 {
        ask(&ls, &world.open(&invitation).await, LISTED).await.unwrap();
    }
    let pass = world.open(&invitation).await;
    assert!(matches!(ask(&ls, &pass, LISTED).await.unwrap_err(), AskCodeError::TooMany));
    for n in 0..55 {
        ask(&ls, &world.open(&invitation).await, &format!("a{n}@example.org")).await.unwrap();
    }
    assert!(matches!(ask(&ls, &pass, "one-more@example.org").await.unwrap_err(), AskCodeError::TooMany));
    world.clock.advance(Duration::from_secs(3600));
    let pass = world.open(&invitation).await;
    ask(&ls, &pass, LISTED).await.unwrap();
}

#[tokio::test]
async fn t083_a_mail_that_is_tried_again_has_the_same_code_and_one_that_is_no_longer_wanted_goes_nowhere() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let pass = world.open(&invitation).await;
    ask(&ls, &pass, LISTED).await.unwrap();
    let first = due(&ls).await;
    world.clock.advance(LEASE);
    let second = due(&ls).await;
    let code = |mails: &[(ClaimedEntry, Option<DueMail>)]| match &mails[0].1 {
        Some(DueMail::Code(mail)) => mail.code.expose_secret().to_owned(),
        other => panic!("no code: {other:?}"),
    };
    assert_eq!(code(&first), code(&second));
    assert_eq!(first[0].0.entry.id, second[0].0.entry.id, "and the same id");
    tried(&ls, &pass, &code(&second)).await.unwrap();
    world.clock.advance(LEASE);
    assert!(due(&ls).await[0].1.is_none(), "used");
}

#[tokio::test]
async fn a_mail_that_cannot_be_delivered_is_told_to_the_inviter() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let pass = world.open(&invitation).await;
    ask(&ls, &pass, LISTED).await.unwrap();
    let (entry, _) = due(&ls).await.remove(0);
    assert_eq!(mail::failed_for_good(&ls, &entry, "no such mailbox").await.unwrap(), outbox::Performed::Done);
    assert_eq!(*world.story(invitation.invitation.id).await.last().unwrap(), EventKind::EmailFailed);
    assert!(due(&ls).await.is_empty());
}

#[tokio::test]
async fn what_is_no_code_is_not_counted_and_without_mail_nothing_is_asked() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let pass = world.open(&invitation).await;
    assert!(matches!(ask(&world.ls, &pass, LISTED).await.unwrap_err(), AskCodeError::NoMail));
    assert!(matches!(tried(&ls, &pass, "123456").await.unwrap_err(), TryCodeError::NoCode));
    ask(&ls, &pass, LISTED).await.unwrap();
    for text in ["", "12345", "1234567", "12 456", "abcdef", "١٢٣٤٥٦"] {
        assert!(matches!(tried(&ls, &pass, text).await.unwrap_err(), TryCodeError::NotACode), "{text}");
    }
    assert!(matches!(gate(&world, &pass).await, Gate::Asked(asked) if asked.wrong == 0));
}

#[tokio::test]
async fn t070_no_row_and_no_event_holds_a_code_and_none_is_left_once_it_was_used() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let pass = world.open(&invitation).await;
    ask(&ls, &pass, LISTED).await.unwrap();
    let code = mailed(&ls).await.1;
    let written = format!("{:?}", world.store.take_committed());
    assert!(!written.contains(&code), "{code}");
    tried(&ls, &pass, &code).await.unwrap();
    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert!(matches!((session.gate, session.state), (Gate::Passed(_), FlowState::Opened)));
}
