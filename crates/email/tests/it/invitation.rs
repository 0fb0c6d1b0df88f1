use insta::assert_snapshot;
use latchstring_email::{Account, InvitationMail, Mail, Task};
use mail_parser::MessageParser;

use crate::world::{URL, invitation, inviting, written};

async fn parts(content: InvitationMail) -> (String, String, String) {
    let bytes = written(&inviting(content)).await.unwrap().bytes;
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    let text = |part: Option<std::borrow::Cow<'_, str>>| part.unwrap().into_owned();
    (parsed.subject().unwrap().to_owned(), text(parsed.body_text(0)), text(parsed.body_html(0)))
}

#[tokio::test]
async fn an_invitation_reads_well_in_either_part() {
    let (subject, text, html) = parts(invitation("Acme Property Services")).await;
    assert_eq!(subject, "Acme Property Services: connect your Pacific Power account");
    assert_snapshot!("invitation_text", text);
    assert_snapshot!("invitation_html", html);
}

#[tokio::test]
async fn each_task_has_its_own_subject_and_reason() {
    let mut told = String::new();
    for account in [Account::At("Pacific Power".to_owned()), Account::Utility, Account::Any] {
        for task in [Task::Connect(account.clone()), Task::Reconnect(account.clone())] {
            let bare =
                InvitationMail { message: None, handed_off_by: None, expires_at: None, ..invitation("Acme") };
            let (subject, text, _) = parts(InvitationMail { task, ..bare }).await;
            told.push_str(&format!("{subject}\n\n{text}\n----\n"));
        }
    }
    assert_snapshot!("invitation_tasks", told);
}

#[tokio::test]
async fn a_reminder_says_that_it_is_one_in_every_language() {
    let mut told = String::new();
    for tag in ["en", "de", "es", "fr", "pt-BR", "ja", "ar"] {
        for task in [Task::Connect(Account::Utility), Task::Reconnect(Account::Utility)] {
            let bare = InvitationMail { message: None, handed_off_by: None, ..invitation("Acme") };
            let content = InvitationMail { task, reminds: true, ..bare };
            let mail = Mail { locale: Some(tag.to_owned()), ..inviting(content) };
            let bytes = written(&mail).await.unwrap().bytes;
            let parsed = MessageParser::default().parse(&bytes).unwrap();
            let (subject, text) = (parsed.subject().unwrap(), parsed.body_text(0).unwrap());
            told.push_str(&format!("{subject}\n\n{text}\n----\n"));
        }
    }
    assert_snapshot!("reminder_texts", told);
    let (_, _, html) = parts(InvitationMail { reminds: true, ..invitation("Acme") }).await;
    assert!(html.contains("This is a reminder"), "{html}");
}

#[tokio::test]
async fn the_link_is_in_the_body_and_in_no_header_and_in_no_debug() {
    let mail = inviting(invitation("Acme"));
    let envelope = written(&mail).await.unwrap();
    let parsed = MessageParser::default().parse(&envelope.bytes).unwrap();
    assert_eq!(parsed.body_html(0).unwrap().matches(URL).count(), 3, "a button, a link, and its text");
    assert_eq!(parsed.body_text(0).unwrap().matches(URL).count(), 1);
    let text = String::from_utf8(envelope.bytes.clone()).unwrap();
    let (headers, _) = text.split_once("\r\n\r\n").unwrap();
    assert!(!headers.contains("lsi_") && !format!("{mail:?}{envelope:?}").contains("lsi_"));
}

#[tokio::test]
async fn t079_what_people_wrote_is_text_and_nothing_else() {
    let hostile = "<a href=https://evil.example>click</a> & \u{202e}exe";
    let content = InvitationMail {
        message: Some(hostile.to_owned()),
        task: Task::Connect(Account::At(hostile.to_owned())),
        ..invitation(hostile)
    };
    let (_, text, html) = parts(content).await;
    assert!(
        !html.contains("<a href=https://evil") && html.contains("&#60;a href=https://evil.example"),
        "{html}"
    );
    assert!(text.contains("<a href=https://evil.example>"));
    assert_eq!(html.matches("<a ").count(), 2, "the button and the link");
}
