//! The primitives that everything else is made of, each in one place.
//!
//! The published vectors in `tests/vectors/primitives.vectors.json` run against these very functions.

use aes::cipher::array::Array;
use aes::cipher::{BlockModeDecrypt, KeyIvInit, StreamCipher};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac as _};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// Length of an IV: one AES block, all of it the counter.
pub(crate) const IV_LEN: usize = 16;
/// Length of a tag. It is never truncated.
pub(crate) const TAG_LEN: usize = 32;

/// A fresh IV, every bit of it from `rng`: no counter and no clock, which a restored copy of the process would repeat.
pub(crate) fn fresh_iv(rng: &mut dyn CryptoRng) -> [u8; IV_LEN] {
    let mut iv = [0; IV_LEN];
    rng.fill_bytes(&mut iv);
    iv
}

/// Adds the AES-128-CTR key stream to `data` in place; the counter is one 128-bit big-endian number.
pub(crate) fn aes_128_ctr(key: &[u8; 16], iv: &[u8; IV_LEN], data: &mut [u8]) {
    ctr::Ctr128BE::<aes::Aes128>::new(key.into(), iv.into()).apply_keystream(data);
}

/// Adds the AES-256-CTR key stream to `data` in place, with the same counter.
pub(crate) fn aes_256_ctr(key: &[u8; 32], iv: &[u8; IV_LEN], data: &mut [u8]) {
    ctr::Ctr128BE::<aes::Aes256>::new(key.into(), iv.into()).apply_keystream(data);
}

/// Undoes AES-128-CBC in place, for links of other systems; nothing of ours is made this way. Padding is the caller's,
/// and bytes after the last whole block stay as they are.
pub(crate) fn aes_128_cbc_decrypt(key: &[u8; 16], iv: &[u8; IV_LEN], data: &mut [u8]) {
    let (blocks, _) = Array::slice_as_chunks_mut(data);
    cbc::Decryptor::<aes::Aes128>::new(key.into(), iv.into()).decrypt_blocks(blocks);
}

/// HMAC-SHA-256 (RFC 2104) fed piece by piece.
pub(crate) struct Mac(Hmac<Sha256>);

impl Mac {
    #[expect(clippy::expect_used, reason = "HMAC is defined for keys of every length, so this cannot fail")]
    pub(crate) fn new(key: &[u8]) -> Self {
        Self(Hmac::new_from_slice(key).expect("HMAC takes a key of any length"))
    }

    /// Adds bytes as they are. Only for parts of fixed length and for the last part.
    pub(crate) fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes);
        self
    }

    /// Adds bytes after their length as a `u64`, so that no boundary between two parts can move.
    pub(crate) fn prefixed(self, bytes: &[u8]) -> Self {
        self.raw(&(bytes.len() as u64).to_be_bytes()).raw(bytes)
    }

    pub(crate) fn tag(self) -> [u8; TAG_LEN] {
        self.0.finalize().into_bytes().into()
    }

    /// Whether the tag is `expected`, in constant time and over all 32 bytes.
    pub(crate) fn matches(self, expected: &[u8; TAG_LEN]) -> bool {
        let mut computed = self.tag();
        let equal = computed.ct_eq(expected).into();
        // The right tag of a forged message must not stay behind: it is what the forger lacks.
        computed.zeroize();
        equal
    }
}

/// SHA-256, for digests of secrets that have full entropy.
pub(crate) fn sha_256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// A pseudorandom key (the outcome of HKDF-Extract, RFC 5869) ready to expand.
#[derive(Clone)]
pub(crate) struct Expander(Hkdf<Sha256>);

impl Expander {
    pub(crate) fn extract(salt: &[u8], input: &[u8]) -> Self {
        Self(Hkdf::new(Some(salt), input))
    }

    /// HKDF-Expand into `N` bytes; `info` is the concatenation of the parts.
    #[expect(
        clippy::expect_used,
        reason = "the only failure is an output that is too long, refused at compile time"
    )]
    pub(crate) fn expand<const N: usize>(&self, info: &[&[u8]]) -> Zeroizing<[u8; N]> {
        const { assert!(N <= 255 * 32, "HKDF-SHA-256 gives at most 8160 bytes") };
        let mut output = Zeroizing::new([0; N]);
        self.0.expand_multi_info(info, output.as_mut()).expect("the length is checked at compile time");
        output
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex;
    use serde_json::Value;

    const VECTORS: &str = include_str!("../tests/vectors/primitives.vectors.json");

    fn cases(name: &str) -> Vec<Value> {
        let all: Value = serde_json::from_str(VECTORS).unwrap();
        let cases = all[name].as_array().unwrap().clone();
        assert!(!cases.is_empty(), "{name} has no vectors");
        cases
    }

    fn bytes(case: &Value, field: &str) -> Vec<u8> {
        hex::decode(case[field].as_str().unwrap()).unwrap()
    }

    fn array<const N: usize>(case: &Value, field: &str) -> [u8; N] {
        bytes(case, field).try_into().unwrap()
    }

    #[test]
    fn t015_t016_aes_128_ctr_gives_the_published_bytes_and_wraps_at_128_bits() {
        for case in cases("aes_128_ctr") {
            let mut data = bytes(&case, "plaintext");
            aes_128_ctr(&array(&case, "key"), &array(&case, "counter"), &mut data);
            assert_eq!(data, bytes(&case, "ciphertext"), "{}", case["source"]);
        }
    }

    #[test]
    fn t015_aes_256_ctr_gives_the_bytes_of_sp_800_38a_f_5_5() {
        let key = hex::decode("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4").unwrap();
        let counter = hex::decode("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff").unwrap();
        let mut data = hex::decode(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\
             30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710",
        )
        .unwrap();
        aes_256_ctr(&key.try_into().unwrap(), &counter.try_into().unwrap(), &mut data);
        assert_eq!(
            hex::encode(&data).as_str(),
            "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5\
             2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6"
        );
    }

    #[test]
    fn t015_hmac_gives_the_published_tags() {
        for case in cases("hmac_sha256") {
            let mac = || Mac::new(&bytes(&case, "key")).raw(&bytes(&case, "data"));
            assert_eq!(mac().tag(), array(&case, "tag"), "{}", case["source"]);
            assert!(mac().matches(&array(&case, "tag")));
        }
    }

    #[test]
    fn t015_hkdf_gives_the_published_keys() {
        for case in cases("hkdf_sha256") {
            let expander = Expander::extract(&bytes(&case, "salt"), &bytes(&case, "ikm"));
            let info = bytes(&case, "info");
            let expected = bytes(&case, "okm");
            match expected.len() {
                42 => assert_eq!(expander.expand::<42>(&[&info]).as_slice(), expected, "{}", case["source"]),
                82 => assert_eq!(expander.expand::<82>(&[&info]).as_slice(), expected, "{}", case["source"]),
                other => panic!("no case for {other} bytes"),
            }
            let prk = Mac::new(&bytes(&case, "salt")).raw(&bytes(&case, "ikm")).tag();
            assert_eq!(prk, array(&case, "prk"), "{}", case["source"]);
        }
    }

    /// 10^7 IVs and not 10^7 links, which would take minutes in a build for tests: what must not repeat comes from this
    /// function alone.
    #[test]
    fn t027_ten_million_ivs_of_eight_threads_are_all_different() {
        const THREADS: usize = 8;
        const EACH: usize = 1_250_000;
        let mut all = vec![0; THREADS * EACH];
        std::thread::scope(|scope| {
            for part in all.chunks_mut(EACH) {
                scope.spawn(|| {
                    let mut system = rand_core::UnwrapErr(getrandom::SysRng);
                    part.fill_with(|| u128::from_be_bytes(fresh_iv(&mut system)));
                });
            }
        });
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), THREADS * EACH);
    }

    #[test]
    fn a_tag_that_differs_in_any_bit_does_not_match() {
        let right = Mac::new(b"key").raw(b"data").tag();
        for bit in 0..256 {
            let mut wrong = right;
            wrong[bit / 8] ^= 1 << (bit % 8);
            assert!(!Mac::new(b"key").raw(b"data").matches(&wrong), "bit {bit}");
        }
    }
}
