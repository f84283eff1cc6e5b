use std::collections::HashMap;
use std::io;

pub fn to_fahrenheit(celsius: f64) -> f64 {
    celsius * 9.0 / 5.0 + 32.0
}

pub fn parse_reading(line: &str) -> (String, f64) {
    let parts: Vec<&str> = line.split(':').collect();
    let value = parts[1].trim().parse().unwrap();
    (parts[0].to_string(), value)
}

pub fn average(values: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..values.len() {
        sum += values[i];
    }
    sum / values.len() as f64
}

pub fn warmest(readings: &HashMap<String, f64>) -> Option<&String> {
    let mut best: Option<(&String, f64)> = None;
    for (place, value) in readings {
        match best {
            Some((_, highest)) if highest >= *value => {}
            _ => best = Some((place, *value)),
        }
    }
    best.map(|(place, _)| place)
}

fn main() {
    let mut line = String::new();
    io::stdin().read_line(&mut line).unwrap();
    let (place, celsius) = parse_reading(&line);
    println!("{place}: {:.1} °F", to_fahrenheit(celsius));
    println!("average {:.1}", average(&[celsius, 20.0]));
    let readings = HashMap::from([(place, celsius)]);
    println!("warmest {:?}", warmest(&readings));
}
