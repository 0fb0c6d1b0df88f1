//! T038: what the tokens are made of, looked at from outside with the system's own source.

use std::collections::HashSet;

use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText};
use latchstring_secrets::session::SessionToken;
use latchstring_secrets::webhook::WebhookSecret;

use crate::support::decode;

const TOKENS: usize = 4000;

/// How far a count of fair coins may be from its half: six standard deviations, one false alarm in 10^9.
fn near_half(ones: u64, coins: u64) -> bool {
    let deviation = ones.abs_diff(coins / 2) as f64;
    deviation < 3.0 * (coins as f64).sqrt()
}

#[test]
fn t038_session_tokens_pass_the_monobit_and_serial_tests_bit_by_bit() {
    let mut system = rand_core::UnwrapErr(getrandom::SysRng);
    let tokens: Vec<Vec<u8>> =
        (0..TOKENS).map(|_| decode(SessionToken::generate(&mut system).expose())).collect();
    assert!(tokens.iter().all(|token| token.len() == 32));
    assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), TOKENS, "no token twice");

    let all: Vec<u8> = tokens.concat();
    let ones: u64 = all.iter().map(|byte| u64::from(byte.count_ones())).sum();
    assert!(near_half(ones, all.len() as u64 * 8), "monobit: {ones}");
    let changes: u64 = all.iter().map(|byte| u64::from(((byte ^ (byte >> 1)) & 0x7f).count_ones())).sum();
    assert!(near_half(changes, all.len() as u64 * 7), "serial: {changes}");

    // Each of the 256 places by itself: a fixed bit, as the version of a UUID, would show here.
    for bit in 0..256 {
        let ones = tokens.iter().filter(|token| token[bit / 8] >> (bit % 8) & 1 == 1).count();
        assert!(near_half(ones as u64, TOKENS as u64), "place {bit}: {ones}");
    }
}

#[test]
fn t038_api_keys_and_webhook_secrets_never_repeat() {
    let mut system = rand_core::UnwrapErr(getrandom::SysRng);
    let keys: HashSet<String> =
        (0..500).map(|_| ApiKeyText::generate(ApiKeyMode::Live, &mut system).expose().to_owned()).collect();
    assert_eq!(keys.len(), 500);
    let secrets: HashSet<String> = (0..1000)
        .map(|_| {
            let text = WebhookSecret::generate(&mut system).expose();
            latchstring_secrets::secrecy::ExposeSecret::expose_secret(&text).to_owned()
        })
        .collect();
    assert_eq!(secrets.len(), 1000);
}
