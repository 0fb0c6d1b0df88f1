//! T038: what the tokens are made of, looked at from outside with the system's own source.

use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText};
use latchstring_secrets::secrecy::ExposeSecret;
use latchstring_secrets::session::SessionToken;
use latchstring_secrets::webhook::WebhookSecret;

use crate::support::decode;

const TOKENS: usize = 1_000_000;

fn system() -> rand_core::UnwrapErr<getrandom::SysRng> {
    rand_core::UnwrapErr(getrandom::SysRng)
}

/// How far a count of fair coins may be from its half: six standard deviations, one false alarm in 10^9.
fn near_half(ones: u64, coins: u64) -> bool {
    let deviation = ones.abs_diff(coins / 2) as f64;
    deviation < 3.0 * (coins as f64).sqrt()
}

fn distinct<T: Ord>(mut tokens: Vec<T>) -> usize {
    tokens.sort_unstable();
    tokens.dedup();
    tokens.len()
}

#[test]
fn t038_a_million_session_tokens_pass_the_monobit_and_serial_tests_bit_by_bit() {
    let mut system = system();
    let draw = |_| <[u8; 32]>::try_from(decode(SessionToken::generate(&mut system).expose())).unwrap();
    let tokens: Vec<[u8; 32]> = (0..TOKENS).map(draw).collect();

    let (mut ones, mut changes, mut places) = (0_u64, 0_u64, [0_u64; 256]);
    for half in tokens.as_flattened().as_chunks::<16>().0 {
        let half = u128::from_be_bytes(*half);
        ones += u64::from(half.count_ones());
        changes += u64::from(((half ^ (half >> 1)) & (u128::MAX >> 1)).count_ones());
    }
    for token in &tokens {
        for (bits, byte) in places.chunks_exact_mut(8).zip(token) {
            for (place, ones) in bits.iter_mut().enumerate() {
                *ones += u64::from(byte >> place & 1);
            }
        }
    }
    let count = TOKENS as u64;
    assert!(near_half(ones, count * 256), "monobit: {ones}");
    assert!(near_half(changes, count * 254), "serial: {changes}");
    // Each of the 256 places by itself: a fixed bit, as the version of a UUID, would show here.
    for (place, ones) in places.into_iter().enumerate() {
        assert!(near_half(ones, count), "place {place}: {ones}");
    }
    assert_eq!(distinct(tokens), TOKENS);
}

/// As a secret scanner sees it: known by its prefix, and no chance hit by its checksum.
fn is_found(text: &[u8; 58], prefix: &str) -> bool {
    text.starts_with(prefix.as_bytes())
        && text[9..].iter().all(u8::is_ascii_alphanumeric)
        && ApiKeyText::parse(std::str::from_utf8(text).unwrap()).is_ok()
}

#[test]
fn t038_a_million_api_keys_carry_prefix_and_checksum_and_none_comes_twice() {
    let draw = |mode, prefix| {
        let mut system = system();
        let keys: Vec<[u8; 58]> = (0..TOKENS / 2)
            .map(|_| ApiKeyText::generate(mode, &mut system).expose().as_bytes().try_into().unwrap())
            .collect();
        // Not each: to read one costs as much as to make one, and that is most of the time that this test takes.
        assert!(keys.iter().step_by(10).all(|key| is_found(key, prefix)));
        keys
    };
    let keys = std::thread::scope(|scope| {
        let live = scope.spawn(|| draw(ApiKeyMode::Live, "lsk_live_"));
        let mut keys = draw(ApiKeyMode::Test, "lsk_test_");
        keys.extend(live.join().unwrap());
        keys
    });
    // Without the prefix, which would tell two equal ones apart.
    assert_eq!(distinct(keys.iter().map(|key| &key[9..52]).collect()), TOKENS);
}

#[test]
fn t038_a_million_webhook_secrets_have_32_bytes_and_none_comes_twice() {
    let mut system = system();
    let draw = |_| {
        let text = WebhookSecret::generate(&mut system).expose();
        // 32 bytes are 43 digits of base64 and one for the padding.
        let body = text.expose_secret().strip_prefix("whsec_").unwrap().strip_suffix('=').unwrap();
        <[u8; 43]>::try_from(body.as_bytes()).unwrap()
    };
    assert_eq!(distinct((0..TOKENS).map(draw).collect()), TOKENS);
}
