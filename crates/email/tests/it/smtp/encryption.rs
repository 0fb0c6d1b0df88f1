//! T082: who is spoken to, and that nobody reads along.

use latchstring_email::transport::{CertificateFault, SmtpSettings, SmtpTls, Trouble};

use super::relay::{Does, Manner, Relay};
use super::{Authority, PASSWORD, authority, certified, login, settings, to_dana, transport};

const WAYS: [SmtpTls; 2] = [SmtpTls::StartTls, SmtpTls::Implicit];

async fn relay(tls: SmtpTls, authority: &Authority, name: &str, until: i32) -> Relay {
    let offers = &["AUTH PLAIN LOGIN"];
    let tls_of = Some(certified(authority, name, until));
    let implicit = tls == SmtpTls::Implicit;
    Relay::start(Manner { offers, tls: tls_of, implicit, ..Manner::default() }).await
}

fn encrypted(relay: &Relay, tls: SmtpTls, trusted: &Authority) -> SmtpSettings {
    let authorities = Some(trusted.pem().into_bytes());
    SmtpSettings { tls, authorities, login: login(), ..settings(relay) }
}

#[tokio::test]
async fn t082_a_mail_and_a_login_go_encrypted() {
    let authority = authority();
    for tls in WAYS {
        let relay = relay(tls, &authority, "localhost", 4000).await;
        transport(encrypted(&relay, tls, &authority)).hand_over(&to_dana()).await.unwrap();
        let heard = relay.heard();
        assert_eq!(heard.mails.len(), 1);
        let clear: Vec<_> = heard.commands.iter().filter(|command| !command.starts_with('*')).collect();
        let expected: &[&str] =
            if tls == SmtpTls::StartTls { &["EHLO links.example.com", "STARTTLS"] } else { &[] };
        assert_eq!(clear, expected);
        assert!(heard.commands.iter().any(|command| command.starts_with("*AUTH PLAIN ")), "{tls:?}");
    }
}

#[tokio::test]
async fn t082_no_certificate_but_the_right_one_is_believed() {
    let (trusted, other) = (authority(), authority());
    for tls in WAYS {
        for (authority, name, until, fault) in [
            (&other, "localhost", 4000, CertificateFault::Issuer),
            (&trusted, "mail.example.com", 4000, CertificateFault::Name),
            (&trusted, "localhost", 2021, CertificateFault::Time),
        ] {
            let relay = relay(tls, authority, name, until).await;
            let refused = transport(encrypted(&relay, tls, &trusted)).hand_over(&to_dana()).await;
            assert!(matches!(refused, Err(Trouble::Certificate(found)) if found == fault), "{refused:?}");
            let heard = relay.heard();
            assert!(heard.mails.is_empty() && heard.commands.len() <= 2, "{:?}", heard.commands);
        }
    }
}

#[tokio::test]
async fn t082_a_server_without_starttls_hears_neither_mail_nor_password() {
    let authority = authority();
    let offers = &["AUTH PLAIN LOGIN"];
    let relay = Relay::start(Manner { offers, ..Manner::default() }).await;
    let settings = encrypted(&relay, SmtpTls::StartTls, &authority);
    let refused = transport(settings).hand_over(&to_dana()).await;
    assert!(matches!(refused, Err(Trouble::NoStartTls)), "{refused:?}");
    assert_eq!(relay.heard().commands, ["EHLO links.example.com"]);
}

#[tokio::test]
async fn t082_answers_put_behind_the_beginning_of_the_encryption_are_not_taken_for_the_servers() {
    let authority = authority();
    let instead = vec![("STARTTLS", Does::Says("220 go ahead\r\n250-AUTH PLAIN\r\n250 evil\r\n"))];
    let tls = Some(certified(&authority, "localhost", 4000));
    let relay = Relay::start(Manner { offers: &[], tls, instead, ..Manner::default() }).await;
    let refused = transport(encrypted(&relay, SmtpTls::StartTls, &authority)).hand_over(&to_dana()).await;
    assert!(matches!(refused, Err(Trouble::Encryption)), "{refused:?}");
    assert_eq!(relay.heard().commands, ["EHLO links.example.com", "STARTTLS"]);
}

#[tokio::test]
async fn a_login_that_is_not_offered_or_not_taken_is_told_apart() {
    let authority = authority();
    let of = |offers, instead| {
        let tls = Some(certified(&authority, "localhost", 4000));
        Relay::start(Manner { offers, tls, instead, implicit: false })
    };
    let silent = of(&[], vec![]).await;
    let refused = transport(encrypted(&silent, SmtpTls::StartTls, &authority)).check().await;
    assert!(matches!(refused, Err(Trouble::NoLogin)), "{refused:?}");
    let strict = of(&["AUTH LOGIN PLAIN"], vec![("AUTH", Does::Says("535 5.7.8 wrong password\r\n"))]).await;
    let settings = encrypted(&strict, SmtpTls::StartTls, &authority);
    assert!(!format!("{settings:?}").contains(PASSWORD));
    let refused = transport(settings).check().await.unwrap_err();
    assert!(matches!(&refused, Trouble::Refused(refusal) if refusal.code == 535), "{refused:?}");
    let spoken = refused.to_string();
    assert_eq!(spoken, "the mail server refused with 535 5.7.8, at the login");
}
