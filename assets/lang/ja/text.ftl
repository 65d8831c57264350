# 画面・判定・レポートに共通の言葉

kills = OOM キル { $count } 件

## 円グラフの内訳

part-anon = 匿名メモリ
part-locked = ロックされたメモリ
part-shmem = 共有メモリと tmpfs
part-page-cache = ページキャッシュ
part-slab = スラブ
part-kernel-stack = カーネルスタック
part-page-tables = ページテーブル
part-sockets = ソケットバッファー
part-other-kernel = その他のカーネルメモリ
part-huge-pages = Huge Page
part-zram = zram
part-gpu = GPU ドライバー
part-balloon = バルーン
part-free = 空き
part-not-itemised = 内訳の記録なし

## 判定の範囲

scope-container = コンテナーまたは Pod
scope-node = ノード
scope-outside-kubernetes = Kubernetes 外
scope-manual = 手動
scope-unknown = 不明

## 割合と時刻

percent = { $share }%
percent-below-tenth = < 0.1%
day-time = { $year }年{ $month }月{ $day }日 { $time }
after-boot = 起動から { $seconds } 秒後

## 列挙

list = { $most }、{ $last }
list-separator = 、

## 文の区切りと時間の長さ

sentence-separator = 。
duration-two = { $large } { $small }
duration-days = { $days } 日
duration-hours = { $hours } 時間
duration-minutes = { $minutes } 分
duration-seconds = { $seconds } 秒

## 判定のレベル (表)

level-container = コンテナー
level-pod = Pod
level-qos = QoS クラス
level-node-allocatable = 全 Pod
level-whole-node = ノード全体
level-cpuset = cpuset
level-mempolicy = NUMA ポリシー
level-manual = 手動
level-system-service = システムサービス
level-user-session = ユーザーセッション
level-other-cgroup = その他の cgroup
level-unknown = 不明

## 時間軸の日付

axis-day = { $month }月{ $day }日

## 日付

day = { $year }年{ $month }月{ $day }日
day-of-year-time = { $month }月{ $day }日 { $time }

## サイズ

unit-byte = B
unit-kib = KiB
unit-mib = MiB
unit-gib = GiB
unit-tib = TiB
