# Writes a file of dossiers for the agencies and procedures of generate.awk, the same bytes on
# every machine:
#   awk -v rows=5000000 -v agencies=150 -v procedures=2000 -f dossiers.awk
# Each agency handles some procedures of its own, a few of them most of the time. Nothing here is a
# fact about anybody.

# A generator of Park and Miller; its numbers are exact in a double.
function random(below) {
  seed = (seed * 16807) % 2147483647
  return seed % below
}

function agency_code(a) { return a <= 26 ? sprintf("H32.%02d", a) : sprintf("H32.%d", 174 + a) }

BEGIN {
  seed = 20261123
  # Days from 2022-01-01 on.
  split("31 28 31 30 31 30 31 31 30 31 30 31", length_of)
  for (year = 2022; year <= 2024; year++)
    for (month = 1; month <= 12; month++)
      for (date = 1; date <= length_of[month]; date++)
        day[days++] = sprintf("%d-%02d-%02d", year, month, date)
  for (a = 1; a <= agencies; a++) agency[a] = agency_code(a)

  print "dossier_code,procedure_code,agency_code,receiving_agency_code,channel,received_at,due_at," \
    "finished_at,returned_at,status,updated_at,paused_days,fee_due,paid,paid_online," \
    "components_digitized,result_electronic,data_reused,storage_connected"
  for (row = 1; row <= rows; row++) {
    a = random(agencies) + 1
    # Skewed towards the first of the agency's fifty.
    p = (a * 13 + int(50 * (random(1000) / 1000) * (random(1000) / 1000))) % procedures
    received = random(days - 60)
    due = received + 5 + random(20)
    took = random(25)
    hour = sprintf(" %02d:%02d:00", 7 + random(10), random(60))
    fee = random(3)
    finished = ""; returned = ""; status = 4; updated = day[received] hour
    if (random(20)) {
      status = random(30) ? 10 : 9
      finished = day[received + took] hour
      returned = status == 10 ? day[received + took + random(2)] " 17:30:00" : ""
      updated = status == 10 ? returned : finished
    } else if (!random(4)) {
      status = 7 + random(2)
    }
    print agency[a] "-" substr(day[received], 3, 2) substr(day[received], 6, 2) \
      substr(day[received], 9, 2) "-" sprintf("%07d", row) "," \
      sprintf("1.%06d", 100000 + p * 7) "," agency[a] "," (random(5) ? "" : agency[1]) "," \
      (random(3) ? 2 : 1) "," day[received] hour "," day[due] "," finished "," returned "," \
      status "," updated "," (random(40) ? "" : 1 + random(5)) "," (fee == 2 ? "" : fee) "," \
      (fee == 1 ? 1 : 0) "," (fee == 1 ? random(2) : 0) "," random(2) "," random(2) "," \
      random(2) "," (random(3) ? random(2) : "")
  }
}
