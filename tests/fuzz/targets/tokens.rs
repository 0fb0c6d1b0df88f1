#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| latchstring_laws::tokens(data));
