# 入力の扱い: 読み込まなかったもの、ファイルの不審な点、エラー

## 読み込まなかった理由

skipped-input = { $name }: { $why }
skip-unread = 読み込めませんでした ({ $why })
skip-binary = バイナリファイルです
skip-own-report = oomscope が出力したレポートで、ログではありません。元のログを開いてください
skip-program = 実行可能ファイルです ({ $format })
skip-picture = 画像です ({ $format })
skip-media = 画像または音声です ({ $format })
skip-document = 文書ファイルです ({ $format })
skip-database = データベースです ({ $format })
skip-event-log = Windows のイベントログです
skip-capture = ネットワークのパケットキャプチャです
skip-crash-dump = カーネルのクラッシュダンプです
skip-package = パッケージです ({ $format })
skip-library = パッケージまたはライブラリです ({ $format })
skip-archive = { $format } のアーカイブです。先に展開してください
skip-packed = { $packer } で圧縮されています。先に展開してください
skip-link = リンクです。リンク先のファイルを開いてください
skip-link-within = リンクです。リンク先は本来の場所で読み込まれます
skip-part-of-whole = レポートの一部です。全体は同じフォルダーの dmesg.txt にあります
skip-pipe = 名前付きパイプです。ファイルではありません
skip-socket = ソケットです。ファイルではありません
skip-device = デバイスです。ファイルではありません
skip-empty-folder = ファイルのないフォルダーです
skip-no-file = 通常のファイルではありません
skip-deep = フォルダーの階層が { $most } を超えています
skip-after-most = ファイル数が { $most } 個を超えるため、これ以降は読み込んでいません
skip-members-most = 中のファイルが { $most } 個を超えています。残りは読み込んでいません
skip-names-cut = { $size } を超える名前のファイルが { $members } 個あります。名前は途中で切り詰めました
skip-damaged = { $byte } バイト目が壊れています。その部分は読み込んでいません
skip-encrypted = パスワードで暗号化されています
skip-overlapping = ほかのファイルと同じデータ領域を共有しています。通常のアーカイブではありません
skip-nested = アーカイブの入れ子が { $most } 段を超えています
skip-unread-rest = 最後まで読み込めませんでした ({ $why })
failed-input = { $name }: { $why }
failed-more = ほかに { $inputs } 個の入力を、まったく、または最後まで読み込めませんでした
nothing-unread = 何も読み込めませんでした
nothing-unread-because = 何も読み込めませんでした: { $reasons }

## ソースの不審な点

source-no-utf-8 = テキストが UTF-8 ではないため、{ $encoding } として読み込みました (最初は { $line } 行目)
source-broken-utf-8 = 読み込んだ行のうち { $lines } 行に、UTF-8 ではないバイトがあります。該当箇所は � で表示しています (最初は { $line } 行目)
source-lines-cut = { $most } を超える { $lines } 行は、途中で切り詰めました (最初は { $line } 行目)
source-record-left-out = { $most } を超えるレコードは除外しました
source-layers-most = { $most } 層を超えるヘッダーが付いた行があります。残りは読み取っていません
source-nesting-most = JSON または引用された文字列の入れ子が { $most } 段を超える行があります。残りは読み取っていません
source-depth-most = 入れ子が { $most } 段を超えるオブジェクトに OOM killer の記述があります。その部分は読み込んでいません
source-fields-most = { $most } 個を超えるフィールドのあるレコードに OOM killer の記述があります。その部分は読み込んでいません
source-values-most = { $most } 個を超える値のある行に OOM killer の記述があります。その部分は読み込んでいません
source-short-most = 16 バイト未満の行が { $most } 行を超えています。それ以降の短い行は読み取っていません
source-stopped = { $bytes } バイトまで読み込んだところで停止されました
source-ended = { $bytes } バイトまで読み込んだところで終了しました: { $why }
source-unread-rest = 最後まで読み込めませんでした。読み込めたのは { $bytes } バイトです: { $why }
source-attachment = このメールの添付ファイルはテキストではありません。一覧に個別に表示されていない場合は、ファイルとして保存してから開いてください
source-hidden = このページの { $line } 行目で始まる非表示の部分 (スクリプトまたはスタイル) に終わりがないため、それ以降は読み込んでいません
source-incidents-most = 最初の { $most } 件の OOM キルだけを読み込みました。ほかに { $kills } 件あります
source-companions-most = ほかのプログラムの行は、最初の { $most } 行だけをタイムラインに表示しています。ほかに { $lines } 行あります
source-refused-most = 最初の { $most } 件のほかに { $refused } 件のメモリ要求が、OOM キルなしで拒否されています。そのときのノードのメモリの値は保持していません
source-kubectl-most = kubectl の出力は、最初の { $most } だけを読み込みました
source-kubectl-many = 一覧にある Pod、ノード、イベントが合わせて { $most } 件を超えたため、残りは省きました
source-settings-most = ノード自身のファイルは、最初の { $most } だけを読み込みました
source-settings-many = ノード自身のファイルにある設定が { $most } 件を超えたため、残りは省きました
source-kubectl-cut = kubectl の出力ですが、全体を読み込めませんでした: { $why }
year-as-set = このログの日付には年がありません。指定された { $year } 年としています
year-by-dates = このログの日付には年がありません。ほかの行にある日付から { $year } 年と推定しています
year-by-file = このログの日付には年がありません。ファイルの日付から { $year } 年と推定しています
stamp-label-assumed = TAI64N ラベル (@4000…) は daemontools と runit の形式 (Unix 時刻より 10 秒進んだ値) として読みました。s6-log が書いたものであれば、時刻はいずれも 27 秒遅く表示されています
note-hour-twice = 夏時間の終了により、この時刻は 2 回あります。どちらかはログから分からないため、1 回目とみなしています。実際の強制終了は、時計が戻った分だけ後の可能性があります
year-by-today = このログの日付には年がありません。今日の日付から { $year } 年と推定しています

## エラー

fault-not-found = ファイルまたはフォルダーが見つかりません
fault-not-allowed = アクセス権がありません
fault-is-folder = フォルダーです
fault-no-folder = パスの途中にフォルダーではないものがあります
fault-disk-full = ディスクの空き容量が不足しています
fault-read-only = 書き込みのできないファイルシステムです
fault-name = ファイル名に使えない文字が含まれているか、名前が長すぎます
fault-ends-early = 途中で終わっています
fault-damaged = データが壊れています: { $words }
fault-too-much = 展開後の量が { $size } を超え、かつ元の { $ratio } 倍を超えました
fault-tar-end = アーカイブの終わりを示す部分がありません。一部のファイルが欠けている可能性があります
fault-sparse-map = スパースファイルの配置情報が壊れています
fault-zip-header = 先頭のヘッダーが壊れています
fault-zip-method = { $method } で圧縮されています。先に展開してください
fault-checksum = チェックサムが一致しません
fault-behind = 圧縮データの終わりの後に、関係のないデータが続いています
fault-dictionary = 展開に { $size } を超えるメモリが必要です
fault-decoder = 展開処理が中断しました
fault-grew-shorter = 読み込み中にファイルが短くなりました
fault-kept-lines = 保持していた行を読み戻せませんでした
fault-journal-size = { $size } を超えるバイナリのジャーナルです。`journalctl --file NAME -o export` でテキストに変換できる場合があります
fault-journal-damaged = バイナリのジャーナルですが、{ $byte } バイト目が壊れています。`journalctl --file NAME -o export` でテキストに変換できる場合があります
fault-gone = { $path } を開けなくなりました: { $why }
fault-shorter = { $path } は、読み込んだ後に短くなっています。行を表示するには、開き直してください
fault-written = { $path } は、読み込んだ後に書き込まれています。行を表示するには、開き直してください
fault-another = { $path } は、読み込んだ後に先頭の内容が変わっています。行を表示するには、開き直してください
fault-links = リンクをたどれません (リンクの数が多すぎます)
fault-is-input = { $path } は開いているログの 1 つなので、上書きしません。別の名前を選んでください
fault-unwritten = { $path } に書き込めませんでした: { $why }
