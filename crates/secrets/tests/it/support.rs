//! What several test modules need.

use std::convert::Infallible;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use latchstring_secrets::keyring::{KeyId, Keyring, RootKey};
use rand_chacha::ChaCha20Rng;
use rand_core::{SeedableRng, TryCryptoRng, TryRng};

/// A source that repeats from run to run. The tests' own keys come from it, never a real one.
pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// A ring of `count` keys; the first is the primary.
pub(crate) fn ring(seed: u64, count: usize) -> Keyring {
    let mut rng = rng(seed);
    (1..count)
        .fold(Keyring::generate(&mut rng), |ring, _| ring.with_key(RootKey::generate(&mut rng)).unwrap())
}

/// The numbers from `first` upwards.
pub(crate) fn counting<const N: usize>(first: u8) -> [u8; N] {
    let mut numbers = first..;
    std::array::from_fn(|_| numbers.next().unwrap())
}

pub(crate) fn ids(ring: &Keyring) -> Vec<KeyId> {
    ring.keys().map(|(id, _)| id).collect()
}

pub(crate) fn from_hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn decode(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Gives chosen bytes over and over.
pub(crate) struct Fixed {
    bytes: Vec<u8>,
    place: usize,
}

impl Fixed {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), place: 0 }
    }

    fn next(&mut self) -> u8 {
        let byte = self.bytes[self.place % self.bytes.len()];
        self.place += 1;
        byte
    }
}

impl TryRng for Fixed {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_be_bytes(std::array::from_fn(|_| self.next())))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_be_bytes(std::array::from_fn(|_| self.next())))
    }

    fn try_fill_bytes(&mut self, output: &mut [u8]) -> Result<(), Infallible> {
        output.iter_mut().for_each(|slot| *slot = self.next());
        Ok(())
    }
}

impl TryCryptoRng for Fixed {}
