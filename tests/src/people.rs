//! Directories of made-up people, the same in each run.

use std::fmt::Write;

/// A small xorshift generator: the same numbers from the same seed.
pub struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const GIVEN: [&str; 24] = [
    "Amélie",
    "Björn",
    "Chiara",
    "Дмитрий",
    "Ελένη",
    "فاطمة",
    "Grace",
    "花子",
    "Íñigo",
    "József",
    "Kwame",
    "Łucja",
    "Małgorzata",
    "Nguyễn",
    "Ólafur",
    "Priya",
    "Quentin",
    "Roísín",
    "שרה",
    "Thandiwe",
    "Ümit",
    "Václav",
    "伟",
    "Zoë",
];
const FAMILY: [&str; 20] = [
    "O'Brien",
    "Müller",
    "García",
    "Иванова",
    "Παππάς",
    "Haddad",
    "Kim",
    "佐藤",
    "Sørensen",
    "Nagy",
    "Mensah",
    "Wójcik",
    "Smith-Jones",
    "Trần",
    "Þórsson",
    "Raman",
    "d'Arc",
    "Ní Bhriain",
    "Levi",
    "Dlamini",
];
/// Numbers that libphonenumber takes for dialable, with room for a serial number of four digits or more.
const NUMBERS: [(&str, usize); 3] = [("+1212", 7), ("+4915112", 6), ("+447400", 6)];

/// A directory file, and what is to become of it.
pub struct Directory {
    /// The file.
    pub csv: String,
    /// The lines that are refused, and the field at fault.
    pub refused: Vec<(u64, &'static str)>,
    /// The addresses that a send by email reaches, one for each eligible phone.
    pub by_email: Vec<String>,
    /// The numbers that a send by SMS reaches.
    pub by_sms: Vec<String>,
}

/// A dialable number that no other serial number gives.
pub fn number(serial: usize) -> String {
    let (prefix, digits) = NUMBERS[serial % NUMBERS.len()];
    // Exchange codes of North America begin with 2 to 9.
    let base = if digits == 7 { 2_000_000 } else { 0 };
    format!("{prefix}{:0digits$}", base + serial)
}

/// So many rows about real-looking people, good and bad.
pub fn directory(rows: usize) -> Directory {
    let mut chance = Seeded(0x5eed_0001);
    let mut made = Directory {
        csv: "username,realname,email,phone,type,platform\n".to_owned(),
        refused: Vec::new(),
        by_email: Vec::new(),
        by_sms: Vec::new(),
    };
    let mut earlier: Vec<String> = Vec::new();
    for at in 0..rows {
        let line = at as u64 + 2;
        let mut username = format!("user{at:06}");
        let realname = format!("{} {}", chance.pick(&GIVEN), chance.pick(&FAMILY));
        let mut email = if chance.one_in(20) { String::new() } else { format!("{username}@example.org") };
        let mut phone = if chance.one_in(25) { String::new() } else { number(at) };
        let kind = if chance.one_in(30) && !phone.is_empty() {
            chance.pick(&["Landline", "Unknown"])
        } else {
            "Mobile"
        };
        let platform = if chance.one_in(12) {
            "Unknown"
        } else {
            chance.pick(&["Apple iOS", "Google Android", "Generic Smartphone"])
        };
        let mut fault = None;
        match chance.below(100) {
            0 if !earlier.is_empty() => {
                username.clone_from(&earlier[chance.below(earlier.len())]);
                fault = Some("username");
            }
            1 => {
                chance.pick(&["12345", "+1 555", "n/a", "+999123456789"]).clone_into(&mut phone);
                fault = Some("phone");
            }
            2 => {
                chance.pick(&["not an address", "a@b", "two@at@example.org"]).clone_into(&mut email);
                fault = Some("email");
            }
            _ => {}
        }
        writeln!(made.csv, "{username},\"{realname}\",{email},{phone},{kind},{platform}").unwrap();
        if let Some(field) = fault {
            made.refused.push((line, field));
        } else {
            earlier.push(username);
            if kind == "Mobile" && platform != "Unknown" {
                made.by_email.extend((!email.is_empty()).then_some(email));
                made.by_sms.extend((!phone.is_empty()).then_some(phone));
            }
        }
    }
    made
}
