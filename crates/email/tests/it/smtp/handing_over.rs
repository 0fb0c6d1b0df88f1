//! What goes over the wire.

use latchstring_email::transport::{SetupError, SmtpSettings, SmtpTls, SmtpTransport, Trouble};

use super::relay::{Does, Manner, Relay};
use super::{MAIL, envelope, relay, settings, to_dana, transport};

#[tokio::test]
async fn a_mail_is_handed_over_to_one_address_as_it_is_spelled() {
    let relay = relay(vec![]).await;
    transport(settings(&relay)).hand_over(&to_dana()).await.unwrap();
    let heard = relay.heard();
    assert_eq!(
        heard.commands,
        [
            "EHLO links.example.com",
            "MAIL FROM:<connect@latchstring.example>",
            "RCPT TO:<Dana@harbour.example>",
            "DATA"
        ]
    );
    assert_eq!(heard.mails, [MAIL.to_owned() + "\r\n"]);
}

#[tokio::test]
async fn t081_lines_with_dots_are_one_mail_and_come_out_as_they_went_in() {
    let relay = relay(vec![]).await;
    let mail = "Subject: x\r\n\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n..\r\n.a\r\n";
    transport(settings(&relay)).hand_over(&envelope("dana@harbour.example", mail)).await.unwrap();
    let heard = relay.heard();
    assert_eq!((heard.mails.len(), heard.commands.len()), (1, 4), "{:?}", heard.commands);
    let lines = heard.mails[0].lines().map(|line| line.strip_prefix('.').unwrap_or(line));
    assert_eq!(lines.collect::<Vec<_>>().join("\r\n"), mail.to_owned());
}

#[tokio::test]
async fn a_connection_serves_again_and_a_new_one_takes_the_place_of_one_that_is_gone() {
    let relay = relay(vec![]).await;
    let transport = transport(settings(&relay));
    for _ in 0..3 {
        transport.hand_over(&to_dana()).await.unwrap();
    }
    let heard = relay.heard();
    assert_eq!((heard.connections, heard.mails.len()), (1, 3));
    assert_eq!(heard.commands.iter().filter(|command| *command == "RSET").count(), 2);

    let relay = Relay::start(Manner { instead: vec![("RSET", Does::HangsUp)], ..Manner::default() }).await;
    let transport = super::transport(settings(&relay));
    for _ in 0..2 {
        transport.hand_over(&to_dana()).await.unwrap();
    }
    assert_eq!((relay.heard().connections, relay.heard().mails.len()), (2, 2));
}

#[tokio::test]
async fn a_look_hands_nothing_over_and_says_good_bye() {
    let relay = relay(vec![]).await;
    transport(settings(&relay)).check().await.unwrap();
    assert_eq!(relay.heard().commands, ["EHLO links.example.com", "QUIT"]);
}

#[tokio::test]
async fn letters_beyond_ascii_before_the_at_need_a_server_that_knows_them() {
    let letters = envelope("dänä@harbour.example", MAIL);
    let plain = relay(vec![]).await;
    let refused = transport(settings(&plain)).hand_over(&letters).await;
    assert!(matches!(refused, Err(Trouble::Address)), "{refused:?}");
    assert!(!plain.heard().commands.iter().any(|command| command.starts_with("MAIL")));
    let knowing = Relay::start(Manner { offers: &["SMTPUTF8"], ..Manner::default() }).await;
    transport(settings(&knowing)).hand_over(&letters).await.unwrap();
    let commands = knowing.heard().commands;
    assert!(commands[1].ends_with("> SMTPUTF8") && commands[2].contains("<dänä@"), "{commands:?}");
}

#[tokio::test]
async fn an_ip_address_greets_as_one() {
    for (hello, said) in [("127.0.0.1", "EHLO [127.0.0.1]"), ("[::1]", "EHLO [IPv6:::1]")] {
        let relay = relay(vec![]).await;
        transport(SmtpSettings { hello: hello.to_owned(), ..settings(&relay) }).check().await.unwrap();
        assert_eq!(relay.heard().commands[0], said);
    }
}

#[tokio::test]
async fn t082_nothing_goes_unencrypted_to_another_machine() {
    let relay = relay(vec![]).await;
    let to = |host: &str| SmtpTransport::new(SmtpSettings { host: host.to_owned(), ..settings(&relay) });
    for host in ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "[::1]"] {
        assert!(to(host).is_ok(), "{host}");
    }
    for host in ["relay.example", "10.0.0.1", "localhost.example", "127.0.0.1.example", ""] {
        assert_eq!(to(host).unwrap_err(), SetupError::PlainToOthers, "{host}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_server_is_refused_before_anything_is_sent() {
    let relay = relay(vec![]).await;
    let of = |host: &str, authorities: Option<&str>| {
        let authorities = authorities.map(|text| text.as_bytes().to_vec());
        let settings = settings(&relay);
        SmtpTransport::new(SmtpSettings {
            host: host.to_owned(),
            tls: SmtpTls::StartTls,
            authorities,
            ..settings
        })
        .map(drop)
    };
    assert_eq!(of("relay.example", None), Ok(()));
    for host in ["", "a b", "smtp://relay.example", "relay.example:587"] {
        assert_eq!(of(host, None), Err(SetupError::Host), "{host}");
    }
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for text in ["", "no certificate", broken] {
        assert_eq!(of("relay.example", Some(text)), Err(SetupError::Authorities), "{text:?}");
    }
}
