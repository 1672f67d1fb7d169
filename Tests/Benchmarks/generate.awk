# Writes the files of the benchmark, the same bytes on every machine:
#   awk -v kind=agencies -v agencies=150 -f generate.awk
#   awk -v kind=catalog -v agencies=150 -v procedures=2000 -f generate.awk
# Names are put together from real parts. Nothing here is a fact about anybody.

function list(text, into) { return split(text, into, "|") }

# A generator of Park and Miller; its numbers are exact in a double.
function random(below) {
  seed = (seed * 16807) % 2147483647
  return seed % below
}

function agency_code(a) { return a <= 26 ? sprintf("H32.%02d", a) : sprintf("H32.%d", 174 + a) }

function agency_name(a) {
  return a <= 26 ? "Sở " field[(a - 1) % fields + 1] " số " a " - tỉnh Khánh Hòa" \
    : "UBND xã " place[(a - 1) % places + 1] " " a
}

function yes(share) { return random(100) < share ? "Có" : "Không" }

BEGIN {
  seed = 20261122
  fields = list("Hộ tịch|Đất đai|Đường bộ|Thủy sản|Lâm nghiệp|Chăn nuôi|Thú y|Công chứng|Nuôi con nuôi|" \
    "Hòa giải thương mại|Giám định tư pháp|Hoạt động xây dựng|Nhà ở và công sở|Khí tượng, thủy văn|" \
    "Biển và hải đảo|Khám bệnh, chữa bệnh|Giáo dục trung học|Việc làm|Người có công|Bảo trợ xã hội|" \
    "Thi đua, khen thưởng|Xuất bản, in và phát hành|Đầu tư tại Việt Nam|Quốc tịch", field)
  places = list("Vạn Ninh|Diên Khánh|Cam Lâm|Ninh Hải|Thuận Bắc|Bác Ái|Khánh Sơn|Khánh Vĩnh|Suối Dầu|" \
    "Tu Bông|Đại Lãnh|Phước Dinh", place)
  verbs = list("Cấp giấy phép|Cấp lại giấy phép|Gia hạn giấy phép|Thu hồi giấy phép|Cấp giấy chứng nhận|" \
    "Cấp lại giấy chứng nhận|Cấp đổi giấy chứng nhận|Đăng ký|Đăng ký thay đổi|Phê duyệt|Thẩm định|" \
    "Công nhận|Chấp thuận|Điều chỉnh|Thông báo|Xác nhận|Chấm dứt|Chuyển đổi|Cho phép|Đề nghị", verb)
  objects = list("hoạt động nuôi trồng thủy sản|vận tải đường bộ quốc tế|hành nghề công chứng|" \
    "khai thác nước dưới đất|xây dựng công trình theo tuyến|kinh doanh vật liệu nổ|hoạt động in|" \
    "cơ sở khám bệnh, chữa bệnh|tổ chức biểu diễn nghệ thuật|hành nghề thú y|sử dụng khu vực biển|" \
    "hoạt động dự báo khí tượng|nuôi con nuôi trong nước|tổ hợp tác, hợp tác xã|quỹ xã hội, quỹ từ thiện|" \
    "trung tâm hòa giải thương mại|giám định viên tư pháp|phương tiện thủy nội địa|" \
    "kinh doanh vận tải bằng xe ô tô|chuyển mục đích sử dụng đất|hưởng trợ cấp thất nghiệp|" \
    "chính sách người có công|trợ giúp xã hội thường xuyên|thành lập trường trung học|bảo tồn đa dạng sinh học",
    object)
  tails = list("thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp tỉnh|" \
    "thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã|đối với cá nhân, hộ gia đình|" \
    "đối với tổ chức, doanh nghiệp|(trường hợp bị mất, bị hỏng)|do thay đổi thông tin", tail)

  if (kind == "agencies") {
    print "code,name,parent_code,tier,kind"
    print "H32,UBND tỉnh Khánh Hòa,,Cấp tỉnh,tỉnh"
    for (a = 1; a <= agencies; a++)
      print agency_code(a) ",\"" agency_name(a) "\",H32," (a <= 26 ? "Cấp tỉnh,sở" : "Cấp xã,xã")
    exit
  }

  print "code,name,field,tier,agency_code,agency,service_code,level,eligible,eligible_full," \
    "eligible_decision,fee,payment_eligible,payment_enabled,means,one_stop,interlinked,decision," \
    "effective_from"
  for (p = 0; p < procedures; p++) {
    code = sprintf("1.%06d", 100000 + p * 7)
    name = verb[p % verbs + 1] " " object[int(p / verbs) % objects + 1] " " \
      tail[int(p / (verbs * objects)) % tails + 1]
    area = field[p % fields + 1]
    tier = p % 3 == 0 ? "Cấp tỉnh" : p % 3 == 1 ? "Cấp xã" : "\"Cấp tỉnh, Cấp xã\""
    eligible = yes(85)
    full = eligible == "Có" ? yes(75) : "Không"
    fee = yes(40)
    payable = fee == "Có" ? yes(80) : "Không"
    decision = (100 + p % 900) "/QĐ-UBND"
    for (a = 1; a <= agencies; a++) {
      draw = random(100)
      level = draw < 55 ? "Toàn trình" : draw < 85 ? "Một phần" : draw < 95 ? "Cung cấp thông tin" : ""
      print code ",\"" name "\",\"" area "\"," tier "," agency_code(a) ",\"" agency_name(a) "\"," \
        code ".01," level "," eligible "," full "," decision "," fee "," payable "," \
        (payable == "Có" ? yes(70) : "Không") "," \
        (draw % 3 == 0 ? "web" : draw % 3 == 1 ? "web; mobile" : "web; mobile; kiosk") "," \
        "Có," (p % 11 == 0 ? "Có" : "Không") "," decision ",2024-01-15"
    }
  }
}
